import { associationChanged } from '@app/events/association-changed';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import fc from 'fast-check';
import { creditsDataSource } from '../../../src/database/data-source.js';
import { compactCompletionChanges } from '../../../src/holdings/store/learner.store.js';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { completed, learnAnalytics, MONTHLY, PEOPLE, path, TOTALS } from '../../support/training.js';

/*
 * The published definitions, implemented naively over all completions and compared for any range, across month ends or
 * within. Many completions repeat others, some people come and go.
 */
let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

type Completion = { person: number; item: number; day: number };
const PEOPLE_HERE = 6;
const DAY = 86_400_000;
const BEGIN = Date.parse('2026-01-20T00:00:00.000Z');
const textOf = (day: number) => new Date(BEGIN + day * DAY).toISOString().slice(0, 10);
const isPath = (item: number) => item >= 5;
const roleOf = (item: number) => [`role ${item % 2}`, `role ${item % 3}`];

const told = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: PEOPLE_HERE - 1 }),
    item: fc.integer({ min: 0, max: 6 }),
    day: fc.integer({ min: 0, max: 100 }),
  }),
  { minLength: 120, maxLength: 120 },
);
const ranges = fc.uniqueArray(
  fc.tuple(fc.integer({ min: -10, max: 105 }), fc.nat(100)).map(([from, length]) => [from, from + length] as const),
  { minLength: 25, maxLength: 25 },
);

function expected(all: readonly Completion[], from: number, to: number) {
  const within = all.filter(({ day }) => day >= from && day <= to);
  const pairs = (list: readonly Completion[], paths: boolean) =>
    new Set(list.filter(({ item }) => isPath(item) === paths).map(({ person, item }) => `${person} ${item}`)).size;
  const months = Array.from({ length: to - from + 1 }, (_, index) => textOf(from + index).slice(0, 7));
  const first = (person: number) =>
    Math.min(...all.filter((one) => one.person === person && !isPath(one.item)).map(({ day }) => day));
  const labels = new Map<string, Set<string>>();
  for (const { person, item } of within) {
    for (const role of roleOf(item)) labels.set(role, (labels.get(role) ?? new Set()).add(`${person} ${item}`));
  }
  const people = [...new Set(within.map(({ person }) => person))].map((person) => {
    const own = within.filter((one) => one.person === person);
    return [pairs(own, false), pairs(own, true)];
  });
  return {
    trainedIndividuals: people.filter(([modules = 0]) => modules > 0).length,
    moduleCompletions: pairs(within, false),
    learningPathCompletions: pairs(within, true),
    monthly: [...new Set(months)].map((month) => {
      const list = within.filter(({ day }) => textOf(day).startsWith(month));
      const newly = Array.from({ length: PEOPLE_HERE }, (_, person) => first(person)).filter(
        (day) => day >= from && day <= to && textOf(day).startsWith(month),
      );
      return [month, newly.length, pairs(list, false), pairs(list, true)];
    }),
    top: [...labels]
      .map(([label, set]) => ({ label, completions: set.size }))
      .sort((a, b) => b.completions - a.completions || (a.label < b.label ? -1 : 1)),
    people: people.sort(([a = 0, b = 0], [c = 0, d = 0]) => c + d - a - b || c - a),
  };
}

it('equals a naive count over all completions, for any range, also after people left', async () => {
  const organizationId = await credits.anOrganization();
  const users = [];
  for (let person = 0; person < PEOPLE_HERE; person += 1) users.push(await credits.aUser(organizationId));
  const links: { profileId: string }[] = [];
  for (const user of users) links.push(await credits.aLink(user));
  const [all = []] = fc.sample(told, { seed: 20260801, numRuns: 1 });
  for (let batch = 0; batch < all.length; batch += 17) {
    await credits.record(
      all.slice(batch, batch + 17).map(({ person, item, day }) => {
        const at = new Date(BEGIN + day * DAY + ((day * 7_919 + item) % 24) * 3_600_000).toISOString();
        const told = isPath(item) ? path : completed;
        return told(links[person]?.profileId ?? '', `item-${item}`, at, { roles: roleOf(item) });
      }),
    );
  }
  const [asked = []] = fc.sample(ranges, { seed: 20260802, numRuns: 1 });
  const compare = async (known: readonly Completion[]) => {
    for (const [from, to] of asked) {
      const fields = `${TOTALS} ${MONTHLY} top(dimension: ROLE, first: 10) { label completions }
        individuals(first: 100) { ${PEOPLE} }`;
      const { monthly, individuals, ...rest } = await learnAnalytics(
        credits,
        organizationId,
        [textOf(from), textOf(to)],
        fields,
      );
      const people = individuals.nodes
        .map((node) => [node.moduleCompletions, node.learningPathCompletions])
        .sort(([a = 0, b = 0], [c = 0, d = 0]) => c + d - a - b || c - a);
      const answer = { range: [from, to], ...rest, monthly: monthly.map(Object.values), people };
      expect(answer).toEqual({ range: [from, to], ...expected(known, from, to) });
      expect(individuals.totalCount).toBe(people.length);
    }
  };
  await compare(all);
  // Compaction changes nothing.
  const source = await creditsDataSource(credits.database.appUrl).initialize();
  await inTransaction(source, 'every-organization', compactCompletionChanges);
  await source.destroy();
  await compare(all);
  // One person has left and the event about the end of the link is still to come; another one has unlinked.
  const [left] = users;
  const leavesReportAt = '2026-07-10T00:00:00.000Z';
  await credits.aUser(organizationId, { ...left, status: 'DEACTIVATED', leavesReportAt, version: 2 });
  await compare(all.filter(({ person }) => person !== 0));
  const end = { version: 2, endedAt: '2026-07-20T00:00:00.000Z', endReason: 'REMOVED_BY_USER' as const };
  await credits.tell(associationChanged.type, { ...links[1], ...end });
  await compare(all.filter(({ person }) => person > 1));
}, 120_000);
