import fc from 'fast-check';
import { Catalogue, type Credential } from '../../../src/catalog/domain/catalog.js';
import { type Period, parsePeriod } from '../../../src/catalog/domain/validity.js';
import { listedOn } from '../../../src/rules/domain/credential-list.js';
import { requiredLists } from '../../../src/rules/domain/required-lists.js';
import { type Area, type RuleSet, ruleSetOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Colleague, cheapestPath, type Path } from '../../../src/scores/domain/cheapest-path.js';
import { scoreDesignation } from '../../../src/scores/domain/designation.js';
import { examsOf, isWithinReach } from '../../../src/scores/domain/offer.js';
import { isReached, type PathGoal } from '../../../src/scores/domain/path-goal.js';
import { obstaclesTo } from '../../../src/scores/domain/path-obstacle.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { parseFraction, whole } from '../../../src/values/domain/fraction.js';

const on = parseDay('2026-08-01') as Day;
const LEARN = new Set(['MICROSOFT_LEARN' as const]);
const EVERYWHERE = new Set(['MICROSOFT_LEARN' as const, 'PARTNER_UNIVERSITY' as const]);

const credential = (code: string, more: Partial<Credential> = {}): Credential => ({
  ...{ code, title: code, aliases: [], examCodes: [code], kind: 'CERTIFICATION', level: 'NONE' },
  ...{
    source: 'MICROSOFT_LEARN',
    validity: [{ period: parsePeriod('P1Y') as Period }],
    examSets: [],
    retirement: null,
    supersededBy: [],
    prerequisites: [],
  },
  ...more,
});
const retirement = {
  date: '2026-06-30' as Day,
  until: new Date('2026-07-01T04:59:00.000Z'),
  countsThrough: '2027-06-30' as Day,
};
const catalogue = new Catalogue([
  credential('A'),
  credential('B'),
  credential('TWO', { examSets: [{ exams: ['X', 'Y'], until: null }] }),
  credential('OLD', { retirement }),
  credential('EXPERT', { prerequisites: ['A', 'OLD'] }),
  credential('MASTER', { prerequisites: ['B', 'EXPERT'] }),
  credential('LATE', { prerequisites: ['OLD'] }),
  credential('UNI', { source: 'PARTNER_UNIVERSITY' }),
]);
const CODES = catalogue.credentials.map(({ code }) => code);

const codes = fc.subarray(CODES, { minLength: 1, maxLength: 3 });
const step = (id: number) =>
  fc.record({ codes, people: fc.integer({ min: 1, max: 2 }), pays: fc.integer({ min: 0, max: 12 }) }).map((one) => ({
    ...{ id, people: one.people, requires: id === 1 ? [] : [1], perPerson: whole(one.pays + (id === 1 ? 0 : 12)) },
    ...{ cap: id === 1 ? whole(one.pays) : null, anyOf: one.codes.map((credentialCode) => ({ credentialCode })) },
  }));
const steps = fc.oneof(fc.tuple(step(1)), fc.tuple(step(1), step(2)));
/** Half of the score is skilling; the other half is as the partner's figures are. */
const area = (id: string) =>
  fc
    .record({ enterprise: steps, smb: fc.option(steps, { nil: null }), second: fc.option(steps, { nil: null }) })
    .map(({ enterprise, smb, second }): Area => {
      const people = (name: string, max: number, first: typeof enterprise, other: typeof smb) => ({
        ...{ id: name, title: name, category: 'SKILLING' as const, max: whole(max), kind: 'people' as const },
        tracks: other ? { ENTERPRISE: { steps: first }, SMB: { steps: other } } : { ENTERPRISE: { steps: first } },
      });
      return {
        ...{ id, title: id, trackPolicy: smb ? { mode: 'best-of-area', tie: 'SMB' } : { mode: 'single' } },
        metrics: [
          people('first', second ? 25 : 50, enterprise, smb),
          ...(second ? [people('second', 25, second, null)] : []),
          {
            ...{ id: 'customers', title: 'customers', category: 'PERFORMANCE', max: whole(50), kind: 'linear' },
            tracks: { ENTERPRISE: { combine: 'best', gate: null, options: [{ id: 'n', fullAt: whole(50) }] } },
          },
        ],
      };
    });
const colleague = fc.record({ held: fc.subarray(CODES, { maxLength: 3 }), learnOnly: fc.boolean() });
const world = fc.record({
  areas: fc.tuple(area('one'), area('two')),
  both: fc.boolean(),
  people: fc.array(colleague, { maxLength: 3 }),
  figure: fc.constantFrom(0, 20, 35, 50),
  goal: fc.constantFrom<PathGoal['kind']>('ATTAINED', 'MAXIMUM'),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

function stage({ areas: all, both, people, figure, goal: kind }: World) {
  const areas = both ? all : [all[0]];
  const goal = { kind } as PathGoal;
  const ruleSet: RuleSet = {
    ...{ id: 'r', effectiveFrom: on, effectiveTo: null, minScore: whole(70), everyMetricAbove: whole(0), areas },
  };
  const colleagues = people.map(
    ({ held, learnOnly }, index): Colleague => ({
      personRef: `p${index}`,
      held: new Set(held),
      sources: learnOnly ? LEARN : EVERYWHERE,
    }),
  );
  const figures = [
    {
      ...{ designation: null, metric: 'customers.n', holdsFrom: on, recordedAt: new Date(0), id: 'f' },
      value: whole(figure),
    },
  ];
  const factsWith = (held: readonly ReadonlySet<string>[]) => ({
    ...{ catalogue, on, figures },
    holders: (list: Parameters<typeof listedOn>[0]) => {
      const listed = listedOn(list, on);
      return held.filter((one) => listed.some((code) => one.has(code))).length;
    },
  });
  const facts = factsWith(colleagues.map(({ held }) => held));
  const lists = requiredLists({ catalogue, ruleSets: [ruleSet], specializations: [] });
  const known = new Map<string, boolean>();
  const reached = (held: readonly ReadonlySet<string>[]) => {
    const { holders } = factsWith(held);
    // The score follows from these numbers.
    const key = lists.map(holders).join();
    const is = known.get(key) ?? areas.every((one) => isReached(goal, scoreDesignation(one, ruleSet, factsWith(held))));
    known.set(key, is);
    return is;
  };
  return { areas, ruleSet, goal, colleagues, facts, reached };
}

const MOST_EXAMS = 4;

/** Tries every way in which everybody and four new people may take so many exams. */
function byTrying({ colleagues, reached }: ReturnType<typeof stage>): { exams: number; people: number } | undefined {
  let best: { exams: number; people: number } | undefined;
  const people = [
    ...colleagues,
    ...Array.from({ length: MOST_EXAMS }, () => ({ held: new Set<string>(), sources: null })),
  ];
  const earn = (
    index: number,
    held: readonly ReadonlySet<string>[],
    exams: number,
    busy: number,
    last: string,
  ): void => {
    if (best && (exams > best.exams || (exams === best.exams && busy >= best.people))) return;
    if (reached(held)) best = { exams, people: busy };
    const person = people[index];
    if (!person) return;
    for (const more of sets(person, MOST_EXAMS - exams)) {
      const key = more.join();
      // New people are alike: each earns no more than the one before.
      if (person.sources === null && index > colleagues.length && key > last) continue;
      const cost = more.reduce((sum, code) => sum + examsOf(catalogue.get(code) as Credential, on), 0);
      const after = held.with(index, new Set([...(held[index] ?? []), ...more]));
      earn(index + 1, after, exams + cost, busy + Number(more.length > 0), key);
    }
  };
  earn(
    0,
    people.map(({ held }) => held),
    0,
    0,
    '~',
  );
  return best;
}

function sets({ held, sources }: Pick<Colleague, 'held' | 'sources'>, exams: number, from = 0): string[][] {
  // In an order in which prerequisites come first.
  const result: string[][] = [[]];
  CODES.slice(from).forEach((code, offset) => {
    const one = catalogue.get(code) as Credential;
    if (held.has(code) || examsOf(one, on) > exams || one.retirement || sources?.has(one.source) === false) return;
    if (one.prerequisites.length > 0 && !one.prerequisites.some((needed) => held.has(needed))) return;
    const rest = sets({ held: new Set([...held, code]), sources }, exams - examsOf(one, on), from + offset + 1);
    result.push(...rest.map((more) => [code, ...more]));
  });
  return result;
}

/** Takes the steps one after the other, as the rules of earning allow them. */
function taken({ colleagues }: ReturnType<typeof stage>, { steps: all }: Path): ReadonlySet<string>[] {
  const held = new Map<string, Set<string>>(colleagues.map(({ personRef, held: own }) => [personRef, new Set(own)]));
  for (const { colleague: who, person, offer } of all) {
    const name = who?.personRef ?? `new-${person}`;
    const own = held.get(name) ?? new Set();
    const one = catalogue.get(offer.code) as Credential;
    expect(own.has(offer.code)).toBe(false);
    expect(one.prerequisites.length === 0 || one.prerequisites.some((needed) => own.has(needed))).toBe(true);
    expect(who?.sources?.has(one.source)).not.toBe(false);
    expect(one.retirement).toBeNull();
    own.add(offer.code);
    held.set(name, own);
  }
  return [...held.values()];
}

const find = (of: ReturnType<typeof stage>, atOnce?: { lists: number; states: number }) =>
  cheapestPath(of.areas, of.ruleSet, of.facts, of.goal, of.colleagues, atOnce);

it('takes the fewest exams, then the fewest people, of all ways there are: to attained or the maximum, of one or two designations', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage(given);
      const path = find(of);
      const best = byTrying(of);
      if (path) expect(of.reached(taken(of, path))).toBe(true);
      if (path && path.exams <= MOST_EXAMS) expect(best).toEqual({ exams: path.exams, people: path.people });
      else expect(best).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});

it('takes as few exams where there are too many lists to try at once', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage({
        ...given,
        areas: given.areas.map((one) => ({ ...one, trackPolicy: { mode: 'single' } })) as never,
      });
      const [together, apart] = [find(of), find(of, { lists: 0, states: 0 })];
      if (apart) expect(of.reached(taken(of, apart))).toBe(true);
      expect(apart?.exams).toBe(together?.exams);
      if (together && apart) expect(apart.people).toBeGreaterThanOrEqual(together.people);
    }),
    { numRuns: 30 },
  );
});

it('says what is in the way exactly where no path leads there', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage(given);
      const obstacles = obstaclesTo(of.areas, of.ruleSet, of.facts, of.goal, of.colleagues);
      expect(obstacles.length > 0).toBe(find(of) === undefined);
    }),
    { numRuns: 60 },
  );
});

it('offers in gaps what people can still earn, and nothing whose prerequisites have all retired', () => {
  const reach = (code: string, holders: number) => isWithinReach(code, catalogue, on, () => holders);
  expect(['A', 'OLD', 'EXPERT', 'MASTER', 'LATE'].map((code) => reach(code, 0))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(reach('LATE', 1)).toBe(true);
});

describe('by the rules in force', () => {
  const { catalogue: real, ruleSets } = loadRules();
  const ruleSet = ruleSetOn(ruleSets, on) as RuleSet;
  const areaOf = (id: string) => ruleSet.areas.find((one) => one.id === id) as Area;
  const facts = { catalogue: real, on, holders: () => 0, figures: [] };
  const plan = (ids: string[], goal: PathGoal, held: string[][] = []) => {
    const colleagues = held.map((codesHeld, index): Colleague => {
      return { personRef: `p${index}`, held: new Set(codesHeld), sources: LEARN };
    });
    const holders = (list: Parameters<typeof listedOn>[0]) =>
      colleagues.filter((one) => listedOn(list, on).some((code) => one.held.has(code))).length;
    return cheapestPath(ids.map(areaOf), ruleSet, { ...facts, holders }, goal, colleagues);
  };

  it('leaves the expert credential to people who hold its prerequisite', () => {
    const path = plan(['data-ai'], { kind: 'POINTS', points: whole(4) }, [['AZ-ADMIN'], ['AZ-ADMIN'], [], []]);
    const experts = path?.steps
      .filter(({ offer }) => offer.code === 'AZ-ARCH')
      .map(({ colleague: who }) => who?.personRef);
    expect(experts?.sort()).toEqual(['p0', 'p1']);
    expect(path).toMatchObject({ exams: 3, people: 2 });
  });

  it('fills a gate that two designations share once', () => {
    const both = plan(['infrastructure', 'digital-app-innovation'], { kind: 'MAXIMUM' });
    const gates = both?.steps.filter(({ offer }) => ['AZ-ADMIN', 'AZ-ARCH'].includes(offer.code));
    expect(gates).toHaveLength(4);
    expect(both).toMatchObject({ exams: 24, people: 5 });
  });

  it('takes the one exam of two certifications that count the same', () => {
    const path = plan(['infrastructure'], { kind: 'MAXIMUM' });
    expect(path?.steps.map(({ offer }) => offer.code)).not.toContain('WS-HYBRID');
  });

  it('finds the path to all designations together from nothing', () => {
    const all = ruleSet.areas.map(({ id }) => id);
    const path = plan(all, { kind: 'MAXIMUM' });
    expect(path?.people).toBe(10);
    expect(path?.exams).toBe(path?.steps.reduce((sum, { offer }) => sum + offer.exams, 0));
    expect(path?.exams).toBeLessThanOrEqual(77);
  });

  it('names the figure that no person changes', () => {
    const chosen = areaOf('security');
    expect(obstaclesTo([chosen], ruleSet, facts, { kind: 'ATTAINED' }, [])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'METRIC_AT_ZERO', metric: 'netCustomerAdds' }),
        expect.objectContaining({ reason: 'SCORE_TOO_LOW', metric: null, pointsMissing: parseFraction('30') }),
      ]),
    );
  });
});
