import fc from 'fast-check';
import { type CountingHolding, holdersOf } from '../../../src/holdings/domain/holder.js';
import type { PartnerFigure } from '../../../src/rules/domain/partner-figure.js';
import { type Area, type RuleSet, ruleSetOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type DesignationOutcome, scoreDesignation } from '../../../src/scores/domain/designation.js';
import { forecastPoint, monthsAfter } from '../../../src/scores/domain/forecast.js';
import { gateRisksOf } from '../../../src/scores/domain/gate-holder.js';
import { listsAtRisk, risksOf } from '../../../src/scores/domain/risk.js';
import { withPeopleChanged } from '../../../src/scores/domain/what-if.js';
import { addDays, type Day, parseDay } from '../../../src/values/domain/day.js';
import {
  compare,
  type Fraction,
  fractionText,
  isPositive,
  parseFraction,
  subtract,
} from '../../../src/values/domain/fraction.js';
import { holdersAmong } from '../../support/holders.js';

const { catalog, ruleSets } = loadRules();
const on = parseDay('2026-08-01') as Day;
const ruleSet = ruleSetOn(ruleSets, on) as RuleSet;
const PEOPLE = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];

type Has = { personRef: string; credentialCode: string; until: Day | null };

const codesOf = (area: Area) => [
  ...new Set(
    area.metrics.flatMap((metric) =>
      metric.kind === 'people'
        ? Object.values(metric.tracks).flatMap(({ steps }) =>
            steps.flatMap(({ anyOf }) => anyOf.map((one) => one.credentialCode)),
          )
        : [],
    ),
  ),
];
const area = fc.constantFrom(...ruleSet.areas);
const until = fc.option(
  fc.integer({ min: 1, max: 500 }).map((days) => addDays(on, days)),
  { nil: null },
);
/** Holdings of a small organization, mostly of one area, so that gates open and caps are near. */
const organization = area.chain((chosen) =>
  fc.record({
    area: fc.constant(chosen),
    has: fc
      .uniqueArray(
        fc.record({
          personRef: fc.constantFrom(...PEOPLE),
          credentialCode: fc.constantFrom(...codesOf(chosen)),
          until,
        }),
        { maxLength: 24, selector: ({ personRef, credentialCode }) => `${personRef} ${credentialCode}` },
      )
      .map((has): Has[] => has),
    smb: fc.boolean(),
  }),
);

function figuresOf(smb: boolean): PartnerFigure[] {
  const value = parseFraction(smb ? '90' : '10') as Fraction;
  return [
    {
      designation: null,
      metric: 'smbCustomerPercent',
      value,
      holdsFrom: '2020-01-01' as Day,
      recordedAt: new Date(0),
      id: 'f',
    },
  ];
}

function holdingsOf(has: readonly Has[]): CountingHolding[] {
  return has.map(({ personRef, credentialCode }) => ({
    achievementId: `${personRef} ${credentialCode}`,
    personRef,
    credentialCode,
    achievedAt: new Date(0),
  }));
}

function scoreOf(chosen: Area, has: readonly Has[], smb: boolean, day = on): DesignationOutcome {
  const holders = holdersAmong(holdingsOf(has), day).count;
  return scoreDesignation(chosen, ruleSet, { catalog, on: day, holders, figures: figuresOf(smb) });
}

it('the numbers of holders after a change equal a full count', () => {
  fc.assert(
    fc.property(organization, organization, fc.subarray(PEOPLE), ({ area: chosen, has, smb }, other, changing) => {
      const after = [
        ...has.filter(({ personRef }) => !changing.includes(personRef)),
        ...other.has.filter(({ personRef }) => changing.includes(personRef)),
      ];
      const held = (all: readonly Has[], who: string) =>
        new Set(all.filter(({ personRef }) => personRef === who).map(({ credentialCode }) => credentialCode));
      const changes = changing.map((who) => ({ before: held(has, who), after: held(after, who) }));
      const holders = withPeopleChanged(holdersAmong(holdingsOf(has), on).count, changes, on);
      const asIf = scoreDesignation(chosen, ruleSet, { catalog, on, holders, figures: figuresOf(smb) });
      expect(fractionText(asIf.score)).toBe(fractionText(scoreOf(chosen, after, smb).score));
    }),
  );
});

it('finds each person who would cost points or a step by leaving, with the exact cost', () => {
  fc.assert(
    fc.property(organization, ({ area: chosen, has, smb }) => {
      const told = risksIn(chosen, has, smb)
        .filter(({ cause }) => cause === 'DEPARTURE')
        .map(({ personRef, pointsLost }) => [personRef, fractionText(pointsLost)]);
      const now = scoreOf(chosen, has, smb);
      const tried = PEOPLE.flatMap((who) => {
        const without = scoreOf(
          chosen,
          has.filter(({ personRef }) => personRef !== who),
          smb,
        );
        const lost = subtract(now.score, without.score);
        return isPositive(lost) || closes(now, without) ? [[who, fractionText(lost)]] : [];
      });
      expect([...told].sort()).toEqual(tried.sort());
    }),
    { numRuns: 300 },
  );
});

it('finds every day on which ending holdings would cost points or a step, and no other', () => {
  fc.assert(
    fc.property(organization, ({ area: chosen, has, smb }) => {
      const told = risksIn(chosen, has, smb)
        .filter(({ cause }) => cause !== 'DEPARTURE')
        .map((risk) => [risk.personRef, risk.on, fractionText(risk.pointsLost)]);
      const tried = PEOPLE.flatMap((who) => {
        const days = new Set(has.filter(({ personRef }) => personRef === who).flatMap((one) => one.until ?? []));
        return [...days].flatMap((day) => {
          const still = (at: Day) => has.filter((one) => one.personRef !== who || one.until === null || one.until > at);
          const [before, after] = [scoreOf(chosen, still(addDays(day, -1)), smb), scoreOf(chosen, still(day), smb)];
          const lost = subtract(before.score, after.score);
          return day <= '2027-08-01' && (isPositive(lost) || closes(before, after))
            ? [[who, day, fractionText(lost)]]
            : [];
        });
      });
      expect([...told].sort()).toEqual(tried.sort());
    }),
    { numRuns: 300 },
  );
});

it('finds the holders of a gate that has exactly the people it needs, and nothing when more hold it', () => {
  fc.assert(
    fc.property(organization, ({ area: chosen, has, smb }) => {
      const { people, facts } = peopleIn(chosen, has, smb);
      const told = gateRisksOf(people, { ...ruleSet, areas: [chosen] }, facts).map(
        ({ personRef, closesStep, pointsLost }) => [personRef, closesStep, fractionText(pointsLost)],
      );
      const now = scoreOf(chosen, has, smb);
      const tried = chosen.metrics.flatMap((metric, index) => {
        if (metric.kind !== 'people') return [];
        const steps = (metric.tracks[now.track] ?? metric.tracks.ENTERPRISE)?.steps ?? [];
        const gates = steps.filter(({ id }) => steps.some(({ requires }) => requires.includes(id)));
        return gates.flatMap(({ id, anyOf, people: needed }) => {
          const codes = anyOf.map((one) => one.credentialCode);
          const holders = new Set(has.filter((one) => codes.includes(one.credentialCode)).map((one) => one.personRef));
          const open = now.metrics[index]?.steps.find(({ step }) => step === id)?.reached;
          if (!open || holders.size !== needed) return [];
          return [...holders].map((who) => {
            const rest = has.filter((one) => one.personRef !== who || !codes.includes(one.credentialCode));
            return [who, id, fractionText(subtract(now.score, scoreOf(chosen, rest, smb).score))];
          });
        });
      });
      expect([...told].sort()).toEqual(tried.sort());
    }),
  );
});

it('lists risks worst first', () => {
  fc.assert(
    fc.property(organization, ({ area: chosen, has, smb }) => {
      const risks = risksIn(chosen, has, smb);
      for (const [index, risk] of risks.slice(1).entries()) {
        expect(compare(risks[index]?.pointsLost as Fraction, risk.pointsLost)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

it('looks at the first days of the following months', () => {
  expect(monthsAfter('2026-11-22' as Day, 3)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  expect(monthsAfter('2026-12-31' as Day, 13).at(-1)).toBe('2028-01-01');
});

it('a designation is attainable as long as all other metrics at their maximum make up for the missing points', () => {
  const chosen = ruleSet.areas.find(({ id }) => id === 'business-applications') as Area;
  const points = (people: number) => {
    const outcome = scoreDesignation(chosen, ruleSet, { catalog, on, holders: () => people, figures: [] });
    const { skillingPoints, attainable } = forecastPoint(outcome);
    return [fractionText(skillingPoints), attainable];
  };
  expect([points(0), points(20)]).toEqual([
    ['0', false],
    ['35', true],
  ]);
});

function risksIn(chosen: Area, has: readonly Has[], smb: boolean) {
  const { people, facts } = peopleIn(chosen, has, smb);
  return risksOf(people, { ...ruleSet, areas: [chosen] }, facts);
}

function peopleIn(chosen: Area, has: readonly Has[], smb: boolean) {
  const { count, held } = holdersAmong(holdingsOf(has), on);
  const matter = new Set(
    listsAtRisk({ area: chosen, on }, count).flatMap(({ list }) =>
      holdersOf(list, on, held).map(({ personRef }) => personRef),
    ),
  );
  const people = [...matter].map((personRef) => ({
    personRef,
    leavesOn: null,
    held: has.filter((one) => one.personRef === personRef),
  }));
  return { people, facts: { catalog, on, holders: count, figures: figuresOf(smb) } };
}

function closes(before: DesignationOutcome, after: DesignationOutcome): boolean {
  const reached = ({ metrics }: DesignationOutcome) =>
    metrics.flatMap(({ steps }) => steps.map((step) => step.reached));
  const now = reached(after);
  return reached(before).some((was, index) => was && !now[index]);
}
