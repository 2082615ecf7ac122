import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';

const LIST = `query ($first: Int!, $after: String, $search: String) { organizations(first: $first, after: $after, search: $search) {
  totalCount nodes { name } edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage endCursor }
} }`;

type List = {
  organizations: {
    totalCount: number | null;
    nodes: { name: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  };
};

describe('organizations', () => {
  let identity: TestIdentity;
  let first: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    first = await identity.register({ name: 'Nordlicht Cloud', partnerId: '1001' });
    for (const name of ['baobab', 'Acacia 100%', 'Éclair', 'Zebra', 'acacia_two', 'Baobab']) {
      await identity.register({ name });
    }
  });
  afterAll(() => identity.stop());

  const list = async (variables: object, caller = operator('organizations:write')) =>
    (await identity.as(caller)).execute<List>(LIST, { first: 100, ...variables });
  const listed = async (variables: object) => expectNoErrors(await list(variables)).organizations;

  it('are sorted by name without case, page by page', async () => {
    const names: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: List['organizations'] = await listed({ first: 2, after });
      expect(page.totalCount).toBe(7);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      names.push(...page.nodes.map(({ name }) => name));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(names.map((name) => name.toLowerCase())).toEqual([
      'acacia 100%',
      'acacia_two',
      'baobab',
      'baobab',
      'nordlicht cloud',
      'zebra',
      'éclair',
    ]);
    expect(new Set(names).size).toBe(7);
  });

  it('are searched by a part of the name or a whole PartnerID, every character taken literally', async () => {
    const found = async (search: string) => {
      const { nodes, totalCount } = await listed({ search });
      expect(totalCount).toBeNull();
      return nodes.map(({ name }) => name);
    };
    expect(await found('CLOUD')).toEqual(['Nordlicht Cloud']);
    expect(await found('1001')).toEqual(['Nordlicht Cloud']);
    expect(await found('100')).toEqual(['Acacia 100%']);
    expect(await found('%')).toEqual(['Acacia 100%']);
    expect(await found('a_t')).toEqual(['acacia_two']);
    expect(await found('\\')).toEqual([]);
    expect((await listed({ search: '   ' })).totalCount).toBe(7);
  });

  it('rejects invalid pages and cursors of other lists', async () => {
    const users = expectNoErrors(
      await (await identity.as(first.admin)).execute<{
        callerOrganization: { users: { edges: { cursor: string }[] } };
      }>('{ callerOrganization { users(first: 1) { edges { cursor } } } }'),
    );
    const foreign = users.callerOrganization.users.edges[0]?.cursor;
    for (const wrong of [
      { first: 0 },
      { first: 101 },
      { first: -1 },
      { after: 'nonsense' },
      { after: '' },
      { after: foreign },
      { search: 'x'.repeat(201) },
      { search: 'a\nb' },
    ]) {
      expect(errorCode(await list(wrong))).toBe('BAD_USER_INPUT');
    }
  });

  it('are visible to operators with organizations:write only', async () => {
    const others = [
      first.admin,
      machine(first.organizationId, 'organizations:write'),
      operator('users:read'),
      { kind: 'unknown-account' } as const,
    ];
    for (const caller of others) {
      const answer = await list({}, caller);
      expect([answer.data, errorCode(answer)]).toEqual([{ organizations: null }, 'FORBIDDEN']);
    }
    expect(errorCode(await list({}, { kind: 'anonymous' } as never))).toBe('UNAUTHENTICATED');
  });
});
