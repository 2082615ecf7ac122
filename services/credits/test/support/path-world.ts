import fc from 'fast-check';
import { Catalog, type Credential } from '../../src/catalog/domain/catalog.js';
import { type Period, parsePeriod } from '../../src/catalog/domain/validity.js';
import { listedOn } from '../../src/rules/domain/credential-list.js';
import { requiredLists } from '../../src/rules/domain/required-lists.js';
import type { Area, RuleSet } from '../../src/rules/domain/rule-set.js';
import type { Colleague, Path } from '../../src/scores/domain/cheapest-path.js';
import { scoreDesignation } from '../../src/scores/domain/designation.js';
import { examsOf } from '../../src/scores/domain/offer.js';
import { isReached, type PathGoal } from '../../src/scores/domain/path-goal.js';
import { type Day, parseDay } from '../../src/values/domain/day.js';
import { whole } from '../../src/values/domain/fraction.js';

export const on = parseDay('2026-08-01') as Day;
export const LEARN = new Set(['MICROSOFT_LEARN' as const]);
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
export const catalog = new Catalog([
  credential('A'),
  credential('B'),
  credential('TWO', { examSets: [{ exams: ['X', 'Y'], until: null }] }),
  credential('OLD', { retirement }),
  credential('EXPERT', { prerequisites: ['A', 'OLD'] }),
  credential('MASTER', { prerequisites: ['B', 'EXPERT'] }),
  credential('LATE', { prerequisites: ['OLD'] }),
  credential('UNI', { source: 'PARTNER_UNIVERSITY' }),
]);
const CODES = catalog.credentials.map(({ code }) => code);

const codes = fc.subarray(CODES, { minLength: 1, maxLength: 3 });
const step = (id: number) =>
  fc.record({ codes, people: fc.integer({ min: 1, max: 2 }), pays: fc.integer({ min: 0, max: 12 }) }).map((one) => ({
    ...{ id, people: one.people, requires: id === 1 ? [] : [1], perPerson: whole(one.pays + (id === 1 ? 0 : 12)) },
    ...{ cap: id === 1 ? whole(one.pays) : null, anyOf: one.codes.map((credentialCode) => ({ credentialCode })) },
  }));
const steps = fc.oneof(fc.tuple(step(1)), fc.tuple(step(1), step(2)));
/** Half of the score is skilling; the other half comes from the partner figures. */
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
export const world = fc.record({
  areas: fc.tuple(area('one'), area('two')),
  both: fc.boolean(),
  people: fc.array(colleague, { maxLength: 3 }),
  figure: fc.constantFrom(0, 20, 35, 50),
  goal: fc.constantFrom<PathGoal['kind']>('ATTAINED', 'MAXIMUM'),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** Areas, rules, people and facts of a generated world, with a memoized test of the goal. */
export function stage({ areas: all, both, people, figure, goal: kind }: World) {
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
    ...{ catalog, on, figures },
    holders: (list: Parameters<typeof listedOn>[0]) => {
      const listed = listedOn(list, on);
      return held.filter((one) => listed.some((code) => one.has(code))).length;
    },
  });
  const facts = factsWith(colleagues.map(({ held }) => held));
  const lists = requiredLists({ catalog, ruleSets: [ruleSet], specializations: [] });
  const known = new Map<string, boolean>();
  const reached = (held: readonly ReadonlySet<string>[]) => {
    const { holders } = factsWith(held);
    // The numbers that determine the score.
    const key = lists.map(holders).join();
    const is = known.get(key) ?? areas.every((one) => isReached(goal, scoreDesignation(one, ruleSet, factsWith(held))));
    known.set(key, is);
    return is;
  };
  return { areas, ruleSet, goal, colleagues, facts, reached };
}

/** Maximum of exams that `byTrying` tries. */
export const MOST_EXAMS = 4;

/** Tries every way in which all people and four new ones may take so many exams. */
export function byTrying({
  colleagues,
  reached,
}: ReturnType<typeof stage>): { exams: number; people: number } | undefined {
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
      // New people are interchangeable: each earns no more than the one before.
      if (person.sources === null && index > colleagues.length && key > last) continue;
      const cost = more.reduce((sum, code) => sum + examsOf(catalog.get(code) as Credential, on), 0);
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

/** Every set of credentials that a person can earn with so many exams. */
function sets({ held, sources }: Pick<Colleague, 'held' | 'sources'>, exams: number, from = 0): string[][] {
  // In an order in which prerequisites come first.
  const result: string[][] = [[]];
  CODES.slice(from).forEach((code, offset) => {
    const one = catalog.get(code) as Credential;
    if (held.has(code) || examsOf(one, on) > exams || one.retirement || sources?.has(one.source) === false) return;
    if (one.prerequisites.length > 0 && !one.prerequisites.some((needed) => held.has(needed))) return;
    const rest = sets({ held: new Set([...held, code]), sources }, exams - examsOf(one, on), from + offset + 1);
    result.push(...rest.map((more) => [code, ...more]));
  });
  return result;
}

/** Takes the steps one after the other, by the rules of earning. */
export function taken({ colleagues }: ReturnType<typeof stage>, { steps: all }: Path): ReadonlySet<string>[] {
  const held = new Map<string, Set<string>>(colleagues.map(({ personRef, held: own }) => [personRef, new Set(own)]));
  for (const { colleague: who, person, offer } of all) {
    const name = who?.personRef ?? `new-${person}`;
    const own = held.get(name) ?? new Set();
    const one = catalog.get(offer.code) as Credential;
    expect(own.has(offer.code)).toBe(false);
    expect(one.prerequisites.length === 0 || one.prerequisites.some((needed) => own.has(needed))).toBe(true);
    expect(who?.sources?.has(one.source)).not.toBe(false);
    expect(one.retirement).toBeNull();
    own.add(offer.code);
    held.set(name, own);
  }
  return [...held.values()];
}
