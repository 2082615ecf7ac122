import fc from 'fast-check';
import { cheapestPath } from '../../../src/domain/cheapest-path.js';
import { addDays, type Day, parseDay } from '../../../src/domain/day.js';
import { type DesignationOutcome, scoreDesignation } from '../../../src/domain/designation.js';
import { forecastPoint, monthsAfter } from '../../../src/domain/forecast.js';
import {
  compare,
  type Fraction,
  fractionText,
  isPositive,
  parseFraction,
  subtract,
} from '../../../src/domain/fraction.js';
import { type CountingHolding, holdersOf } from '../../../src/domain/holder.js';
import type { PartnerFigure } from '../../../src/domain/partner-figure.js';
import { listsAtRisk, risksOf } from '../../../src/domain/risk.js';
import { type Area, type RuleSet, ruleSetOn } from '../../../src/domain/rule-set.js';
import { canBeEarned, withPeopleChanged } from '../../../src/domain/what-if.js';
import { loadRules } from '../../../src/rules/load-rules.js';
import { holdersAmong } from '../../support/holders.js';

const { catalogue, ruleSets } = loadRules();
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
/** What a small organisation holds, mostly of one area, so that gates open and caps are near. */
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
  return scoreDesignation(chosen, ruleSet, { catalogue, on: day, holders, figures: figuresOf(smb) });
}

it('counts what would be, from the numbers and the people who change, as counting everybody would', () => {
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
      const asIf = scoreDesignation(chosen, ruleSet, { catalogue, on, holders, figures: figuresOf(smb) });
      expect(fractionText(asIf.score)).toBe(fractionText(scoreOf(chosen, after, smb).score));
    }),
  );
});

it('names everybody whose departure would cost points or a step, with exactly what it would cost', () => {
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

it('names every day on which the end of what somebody holds would cost points or a step, and no other', () => {
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

it('finds a path that leads there, and none is shorter: tried with every person, every newcomer and every credential', () => {
  fc.assert(
    fc.property(organization, fc.integer({ min: 1, max: 3 }), ({ area: chosen, has, smb }, steps) => {
      const now = scoreOf(chosen, has, smb);
      const facts = { catalogue, on, holders: holdersAmong(holdingsOf(has), on).count, figures: figuresOf(smb) };
      const codes = codesOf(chosen).filter((code) => canBeEarned(catalogue.get(code) as never, on));
      // Goals that so many pairs reach, and no fewer: what brute force can tell.
      const best = bestByTrying(chosen, has, smb, codes, steps);
      for (const { points, pairs } of best) {
        if (compare(points, now.skillingPoints) <= 0) continue;
        const path = cheapestPath(chosen, ruleSet, facts, points);
        expect(path?.length).toBe(pairs);
        expect(compare(path?.at(-1)?.skillingPoints as Fraction, points)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 25 },
  );
});

it('has nothing to do where the goal is reached, and no path where nothing can be earned', () => {
  const chosen = ruleSet.areas[0] as Area;
  const facts = { catalogue, on, holders: () => 50, figures: [] };
  const max = scoreDesignation(chosen, ruleSet, facts).skillingMax;
  expect(cheapestPath(chosen, ruleSet, facts, max)).toEqual([]);
  const farAhead = '2090-01-01' as Day;
  const retired = new Map(
    [...catalogue.credentials].map((one) => [one.code, { ...one, retirement: { date: on, countsThrough: on } }]),
  );
  const nothing = {
    ...facts,
    holders: () => 0,
    on: farAhead,
    catalogue: { get: (code: string) => retired.get(code) } as never,
  };
  expect(cheapestPath(chosen, ruleSet, nothing, max)).toBeUndefined();
});

it('finds the path of the largest gap among very many people as well', () => {
  for (const chosen of ruleSet.areas) {
    const facts = { catalogue, on, holders: () => 0, figures: [] };
    const max = scoreDesignation(chosen, ruleSet, facts).skillingMax;
    const path = cheapestPath(chosen, ruleSet, facts, max);
    expect(path?.length).toBeGreaterThanOrEqual(3);
    expect(fractionText(path?.at(-1)?.skillingPoints as Fraction)).toBe(fractionText(max));
  }
});

it('looks at the first days of the months that follow', () => {
  expect(monthsAfter('2026-11-22' as Day, 3)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  expect(monthsAfter('2026-12-31' as Day, 13).at(-1)).toBe('2028-01-01');
});

it('calls a designation attainable as long as everything else at its best would make up for what is missing', () => {
  const chosen = ruleSet.areas.find(({ id }) => id === 'business-applications') as Area;
  const points = (people: number) => {
    const outcome = scoreDesignation(chosen, ruleSet, { catalogue, on, holders: () => people, figures: [] });
    const { skillingPoints, attainable } = forecastPoint(outcome);
    return [fractionText(skillingPoints), attainable];
  };
  expect([points(0), points(20)]).toEqual([
    ['0', false],
    ['35', true],
  ]);
});

function risksIn(chosen: Area, has: readonly Has[], smb: boolean) {
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
  const facts = { catalogue, on, holders: count, figures: figuresOf(smb) };
  return risksOf(people, { ...ruleSet, areas: [chosen] }, facts);
}

function closes(before: DesignationOutcome, after: DesignationOutcome): boolean {
  const reached = ({ metrics }: DesignationOutcome) =>
    metrics.flatMap(({ steps }) => steps.map((step) => step.reached));
  const now = reached(after);
  return reached(before).some((was, index) => was && !now[index]);
}

/** Every set of so many new pairs: for each number of skilling points the fewest pairs that reach it. */
function bestByTrying(chosen: Area, has: readonly Has[], smb: boolean, codes: readonly string[], most: number) {
  const candidates = [...PEOPLE.slice(0, 3), 'n1', 'n2', 'n3'].flatMap((personRef) =>
    codes
      .filter(
        (credentialCode) => !has.some((one) => one.personRef === personRef && one.credentialCode === credentialCode),
      )
      .map((credentialCode): Has => ({ personRef, credentialCode, until: null })),
  );
  const sample = candidates.filter((_one, index) => index % Math.ceil(candidates.length / 24) === 0);
  const newcomers = candidates.filter(({ personRef }) => personRef.startsWith('n'));
  let best: { points: Fraction; pairs: number }[] = [];
  const record = (points: Fraction, pairs: number) => {
    if (best.some((one) => one.pairs <= pairs && compare(one.points, points) >= 0)) return;
    best = [...best.filter((one) => one.pairs < pairs || compare(one.points, points) > 0), { points, pairs }];
  };
  const tryFrom = (added: Has[], index: number, pool: readonly Has[], limit: number) => {
    record(scoreOf(chosen, [...has, ...added], smb).skillingPoints, added.length);
    if (added.length === limit) return;
    for (let next = index; next < pool.length; next += 1) tryFrom([...added, pool[next] as Has], next + 1, pool, limit);
  };
  tryFrom([], 0, candidates, 1);
  if (most >= 2) tryFrom([], 0, [...sample, ...newcomers.slice(0, 2 * codes.length)].slice(0, 60), 2);
  if (most >= 3)
    tryFrom([], 0, [...sample.slice(0, 8), ...newcomers.filter((_one, index) => index % 3 === 0)].slice(0, 22), 3);
  return best.filter(({ pairs }) => pairs > 0);
}
