import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { person, type TestCredits, testCredits } from '../../support/credits.js';
import { type Analytics, completed, learnAnalytics, PEOPLE, path } from '../../support/training.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(async () => credits.stop());

describe('individuals', () => {
  const days = ['2026-03-01', '2026-03-31'] as const;
  let organizationId: string;
  let names: Map<string, string>;
  beforeAll(async () => {
    organizationId = await credits.anOrganization();
    names = new Map();
    for (const [index, displayName] of ['Ada', 'Boris', 'Clara', 'Dora', 'Edgar'].entries()) {
      const user = await credits.aUser(organizationId, { displayName, email: `${displayName}@Contoso.example` });
      const { profileId } = await credits.aLink(user);
      names.set(user.id, displayName);
      const uids = Array.from({ length: [2, 4, 2, 2, 0][index] ?? 0 }, (_, number) => `m${number}`);
      await credits.record([
        ...uids.map((uid) => completed(profileId, uid, '2026-03-05')),
        completed(profileId, 'elsewhen', '2026-04-05'),
        ...(displayName === 'Dora' ? [path(profileId, 'p', '2026-03-06')] : []),
      ]);
    }
  });
  const list = async (args: string, caller = person(randomUUID(), organizationId, ['PARTNER_ADMIN'])) =>
    (await learnAnalytics(credits, organizationId, days, `individuals(${args}) { ${PEOPLE} }`, caller)).individuals;
  const named = ({ nodes }: Analytics['individuals']) => nodes.map((node) => names.get(node.person?.id ?? ''));

  it('are sorted by completions in the range, most first, without people who completed nothing', async () => {
    const { nodes, totalCount } = await list('first: 100');
    expect(totalCount).toBe(4);
    expect(named({ nodes } as Analytics['individuals']).slice(0, 2)).toEqual(['Boris', 'Dora']);
    expect(nodes.map((node) => [node.moduleCompletions, node.learningPathCompletions])).toEqual([
      [4, 0],
      [2, 1],
      [2, 0],
      [2, 0],
    ]);
    const [, , third, fourth] = nodes.map(({ personRef }) => personRef);
    expect(String(third) < String(fourth)).toBe(true);
  });

  it.each(['PARTNER_ADMIN', 'REPORT_VIEWER'] as const)(
    'are paged one at a time without gap or repetition for a %s',
    async (role) => {
      const caller = person(randomUUID(), organizationId, [role]);
      const whole = (await list('first: 100', caller)).nodes.map(({ personRef }) => personRef);
      const seen: string[] = [];
      let after = '';
      for (let more = true; more; ) {
        const page = await list(`first: 1${after}`, caller);
        seen.push(...page.nodes.map(({ personRef }) => personRef));
        more = page.pageInfo.hasNextPage;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(whole);
    },
  );

  it('are found by a part of name or address where the caller sees names, with a total', async () => {
    expect(named(await list('first: 10, search: "OR"'))).toEqual(['Boris', 'Dora']);
    const found = await list('first: 1, search: "a@contoso"');
    expect([named(found).length, found.totalCount, found.pageInfo.hasNextPage]).toEqual([1, 3, true]);
    expect(named(await list(`first: 10, search: "a@contoso", after: "${found.pageInfo.endCursor}"`))).toHaveLength(2);
    expect(await list('first: 10, search: "100%"')).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it('are counted with a search exactly up to 10,000, and null above', async () => {
    const crowd = await credits.anOrganization();
    await credits.sql(
      `WITH member AS (
         INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status)
         SELECT gen_random_uuid(), 1, $1, n || '@contoso.example', 'Member ' || n, 'ACTIVE'
         FROM generate_series(1, 10001) AS n RETURNING id, organization_id),
       ref AS (
         INSERT INTO credits.person (organization_id, user_id, ref, holdings_as_of)
         SELECT organization_id, id, id::text, now() FROM member
         RETURNING *)
       INSERT INTO credits.learner (organization_id, user_id, person_ref, module_days, module_items, path_days, path_items)
       SELECT organization_id, user_id, ref, ARRAY[DATE '2026-03-05' - DATE '1970-01-01'], ARRAY[1], '{}', '{}' FROM ref`,
      [crowd],
    );
    const total = async (search: string) => {
      const fields = `individuals(first: 1, search: "${search}") { totalCount }`;
      const caller = person(randomUUID(), crowd, ['PARTNER_ADMIN']);
      return (await learnAnalytics(credits, crowd, days, fields, caller)).individuals.totalCount;
    };
    expect(await total('member ')).toBeNull();
    expect(await total('member 1')).toBe(1 + 10 + 100 + 1_000 + 2);
    expect(await total('')).toBe(10_001);
  });

  it('have no names for callers without them, who find a person by the exact personRef only', async () => {
    const viewer = person(randomUUID(), organizationId, ['REPORT_VIEWER']);
    const { nodes } = await list('first: 10', viewer);
    expect(nodes.map((node) => node.person)).toEqual([null, null, null, null]);
    expect((await list('first: 10, search: "boris"', viewer)).nodes).toEqual([]);
    const ref = nodes[1]?.personRef ?? '';
    expect(await list(`first: 10, search: "${ref}"`, viewer)).toMatchObject({ nodes: [nodes[1]], totalCount: 1 });
    expect((await list(`first: 10, search: "${ref.slice(1)}"`, viewer)).nodes).toEqual([]);
  });

  it('reject a cursor of another range or organization', async () => {
    const { pageInfo } = await list('first: 1');
    const other = await credits.anOrganization();
    for (const [id, to] of [
      [organizationId, '2026-03-30'],
      [other, '2026-03-31'],
    ] as const) {
      const field = `learnAnalytics(from: "2026-03-01", to: "${to}") {
        individuals(first: 1, after: "${pageInfo.endCursor}") { totalCount } }`;
      expect(errorCode(await credits.entity('Organization', id, field))).toBe('BAD_USER_INPUT');
    }
  });
});
