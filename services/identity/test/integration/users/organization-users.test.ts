import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { statementsDuring } from '../../support/statements.js';

const LIST = `query ($id: ID!, $first: Int!, $after: String, $filter: UserFilter, $orderBy: UserOrder) { organization(id: $id) {
  users(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount nodes { id invitedAt email displayName status roles organization { name } }
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } } }`;

type Users = {
  totalCount: number | null;
  nodes: { id: string; invitedAt: string; email: string; displayName: string; status: string }[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
};

describe('Organization.users', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ email: 'ada@contoso.example' });
    fabrikam = await identity.register({ name: 'Fabrikam' });
    const make = `INSERT INTO identity.user_account (organization_id, email, display_name, roles, granted_roles, object_id, invited_at,
        first_signed_in_at, deactivated_at, deleted_at)
      SELECT $1, 'p' || n || '@contoso.example', (ARRAY['Zoë', 'zoe', 'Bob 100%', 'bob_x'])[n % 4 + 1],
        CASE WHEN n % 5 = 0 THEN ARRAY['REPORT_VIEWER'] ELSE ARRAY[]::text[] END,
        CASE WHEN n % 5 = 0 THEN ARRAY['REPORT_VIEWER'] ELSE ARRAY[]::text[] END, CASE WHEN n % 2 = 0 THEN 'oid-' || n END,
        $2::timestamptz + n % 9 * interval '1 millisecond', CASE WHEN n % 2 = 0 THEN $2::timestamptz END, CASE WHEN n % 3 = 0 THEN $2::timestamptz END,
        CASE WHEN n % 6 = 0 THEN $2::timestamptz END FROM generate_series(1, 120) n`;
    await identity.sql(make, [contoso.organizationId, identity.clock.now()]);
    await identity.sql(make, [fabrikam.organizationId, identity.clock.now()]);
  });
  afterAll(() => identity.stop());

  const list = async (variables: object = {}, caller: Caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ organization: { users: Users | null } | null }>(LIST, {
      id: contoso.organizationId,
      first: 100,
      ...variables,
    });
  const listed = async (variables: object = {}): Promise<Users> => {
    const users = expectNoErrors(await list(variables)).organization?.users;
    if (users === null || users === undefined) throw new Error('There is no list.');
    return users;
  };
  const listAll = async (variables: object = {}) => {
    const nodes: Users['nodes'] = [];
    for (let after: string | null = null; ; ) {
      const page: Users = await listed({ first: 7, after, ...variables });
      nodes.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return nodes;
      after = page.pageInfo.endCursor;
    }
  };

  it('lists all users once, sorted by name, page by page', async () => {
    const nodes = await listAll();
    expect(nodes).toHaveLength(121);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(121);
    const names = [...new Set(nodes.map(({ displayName }) => displayName.toLowerCase()))];
    expect(names).toEqual(['ada lovelace', 'bob 100%', 'bob_x', 'zoe', 'zoë']);
    expect((await listed()).totalCount).toBe(121);
  });

  it('keeps its pages when a user is invited in between', async () => {
    const page = await listed({ first: 10 });
    await identity.invite(contoso.organizationId, anAddress('aaa'));
    const next = await listed({ first: 10, after: page.pageInfo.endCursor });
    const seen = page.nodes.map(({ id }) => id);
    expect(next.nodes.filter(({ id }) => seen.includes(id))).toEqual([]);
  });

  it('is filtered by status, role and a part of name or address, every character taken literally', async () => {
    for (const status of ['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED']) {
      const nodes = await listAll({ filter: { status: [status] } });
      expect(new Set(nodes.map((node) => node.status))).toEqual(new Set([status]));
      expect((await listed({ filter: { status: [status] } })).totalCount).toBe(nodes.length);
    }
    expect((await listed({ filter: { status: ['DEACTIVATED', 'DELETED'] } })).totalCount).toBe(40);
    expect((await listed({ filter: { role: 'REPORT_VIEWER' } })).totalCount).toBe(24);
    expect((await listed({ filter: { role: 'REPORT_VIEWER', status: ['DELETED'] } })).totalCount).toBe(4);
    const found = async (search: string) => (await listAll({ filter: { search } })).length;
    expect(await found('ZOË')).toBe(30);
    expect(await found('%')).toBe(30);
    expect(await found('b_')).toBe(30);
    expect(await found('P119@CONTOSO')).toBe(1);
    expect(await found('no user has this name')).toBe(0);
    const all = (await listed()).totalCount;
    expect((await listed({ filter: { status: [], search: ' ', role: null } })).totalCount).toBe(all);
  });

  it.each([
    ['NAME_ASC', 'displayName', 1],
    ['NAME_DESC', 'displayName', -1],
    ['EMAIL_ASC', 'email', 1],
    ['EMAIL_DESC', 'email', -1],
    ['INVITED_AT_ASC', 'invitedAt', 1],
    ['INVITED_AT_DESC', 'invitedAt', -1],
  ] as const)(
    'lists all users once in the order %s, page by page, equal values by id',
    async (orderBy, field, sign) => {
      const nodes = await listAll({ orderBy, first: 50 });
      expect(new Set(nodes.map(({ id }) => id)).size).toBe((await listed()).totalCount);
      const bytes = (text: string) => Buffer.from(text.toLowerCase());
      const compare = (a: Users['nodes'][number], b: Users['nodes'][number]) =>
        sign * (Buffer.compare(bytes(a[field]), bytes(b[field])) || Buffer.compare(bytes(a.id), bytes(b.id)));
      expect(nodes.map(({ id }) => id)).toEqual(nodes.toSorted(compare).map(({ id }) => id));
      const found = await listAll({ orderBy, filter: { search: 'bob', status: ['INVITED', 'DELETED'] } });
      expect(found.length).toBeGreaterThan(10);
      expect(found.map(({ id }) => id)).toEqual(found.toSorted(compare).map(({ id }) => id));
      const { endCursor } = (await listed({ orderBy, first: 1 })).pageInfo;
      const other = orderBy === 'EMAIL_ASC' ? 'NAME_ASC' : 'EMAIL_ASC';
      expect(errorCode(await list({ orderBy: other, after: endCursor }))).toBe('BAD_USER_INPUT');
    },
  );

  it('is filtered by ids; foreign ids and malformed ones match no user', async () => {
    const [first, second] = (await listed({ first: 2 })).nodes.map(({ id }) => id);
    const foreign = await identity.invite(fabrikam.organizationId);
    const ids = [second, first?.toUpperCase(), foreign, randomUUID(), 'no id', second];
    const found = await listed({ filter: { ids } });
    expect(found.nodes.map(({ id }) => id)).toEqual([first, second]);
    expect(found.totalCount).toBe(2);
    expect((await listed({ filter: { ids: ['no id'] } })).totalCount).toBe(0);
    expect((await listed({ filter: { ids: [] } })).totalCount).toBeGreaterThan(100);
    const many = Array.from({ length: 1_001 }, () => randomUUID());
    expect(errorCode(await list({ filter: { ids: many } }))).toBe('BAD_USER_INPUT');
  });

  it('takes at most three statements for a page of 100', async () => {
    const statements = await statementsDuring(() => listed({ first: 100 }));
    expect(statements.toSorted()).toEqual([
      'number-of-users-of-organizations',
      'organizations-by-id',
      'users-of-organizations',
    ]);
  });

  it('is read once for all uses in a request, and together for several organizations', async () => {
    const nested =
      '{ callerOrganization { users(first: 100) { nodes { organization { users(first: 100) { nodes { id } } } } } } }';
    const admin = await identity.as(contoso.admin);
    const names = await statementsDuring(async () => expectNoErrors(await admin.execute(nested)));
    expect(names.toSorted()).toEqual(['organizations-by-id', 'users-of-organizations']);

    const operator = await identity.as({
      kind: 'operator',
      clientId: 'o',
      permissions: ['organizations:write', 'users:read'],
    });
    const lists = await statementsDuring(async () => {
      type Answer = { organizations: { nodes: { name: string; users: { totalCount: number; nodes: unknown[] } }[] } };
      const query = '{ organizations(first: 10) { nodes { name users(first: 3) { totalCount nodes { id } } } } }';
      const { nodes } = expectNoErrors(await operator.execute<Answer>(query)).organizations;
      expect(nodes.map(({ users }) => users.nodes.length)).toEqual([3, 3]);
      expect(nodes.every(({ users }) => users.totalCount > 120)).toBe(true);
    });
    expect(lists.filter((name) => name.includes('users'))).toHaveLength(2);
  });

  it('counts only on request, in a fragment too', async () => {
    const admin = await identity.as(contoso.admin);
    const statements = (selection: string, fragments = '') =>
      statementsDuring(() => admin.execute(`{ callerOrganization { users(first: 2) { ${selection} } } } ${fragments}`));
    const fragment = 'fragment Count on UserConnection { ... { totalCount } }';
    const list = ['organizations-by-id', 'users-of-organizations'];
    expect((await statements('nodes { id }')).toSorted()).toEqual(list);
    expect((await statements('...Count', fragment)).toSorted()).toEqual(['number-of-users-of-organizations', ...list]);
  });

  it('rejects invalid pages, and cursors of another organization or of none', async () => {
    const users = await listed({ first: 1 });
    const own = users.edges[0]?.cursor ?? '';
    const foreign = await list({ id: fabrikam.organizationId, after: own }, fabrikam.admin);
    expect(errorCode(foreign)).toBe('BAD_USER_INPUT');
    const tampered = `${own.slice(0, -2)}${own.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const wrong of [
      { first: 0 },
      { first: 101 },
      { after: tampered },
      { after: 'x' },
      { after: 'é'.repeat(999) },
    ]) {
      expect(errorCode(await list(wrong))).toBe('BAD_USER_INPUT');
    }
    expect(errorCode(await list({ filter: { search: 'x'.repeat(201) } }))).toBe('BAD_USER_INPUT');
  });

  it('of another organization is empty', async () => {
    const answer = await list({ id: fabrikam.organizationId });
    expect([answer.data, answer.errors]).toEqual([{ organization: null }, undefined]);
  });

  it('is rejected at its path for colleagues without access', async () => {
    const answer = await list({}, person(randomUUID(), contoso.organizationId, ['REPORT_VIEWER']));
    expect(answer.data).toEqual({ organization: { users: null } });
    expect(answer.errors).toMatchObject([
      { path: ['organization', 'users'], extensions: { code: 'FORBIDDEN', requestId: expect.any(String) } },
    ]);
  });

  it('counts a search exactly up to 10,000, and not beyond', async () => {
    const house = await identity.register();
    const fill = (from: number, to: number) =>
      identity.sql(
        `INSERT INTO identity.user_account (organization_id, email, display_name, roles, invited_at)
          SELECT $1, 'filler' || n || '@contoso.example', 'Filler', '{}', now() FROM generate_series($2::int, $3::int) n`,
        [house.organizationId, from, to],
      );
    const total = async (search: string, filter: object = {}) =>
      expectNoErrors(await list({ id: house.organizationId, first: 1, filter: { search, ...filter } }, house.admin))
        .organization?.users?.totalCount;
    expect((await listed({ filter: { search: 'zoe' } })).totalCount).toBe(30);
    expect((await listed({ filter: { search: 'zoe', role: 'REPORT_VIEWER' } })).totalCount).toBe(6);
    expect(await total('no user has this name')).toBe(0);
    await fill(1, 10_000);
    expect(await total('FILLER')).toBe(10_000);
    await fill(10_001, 10_001);
    expect(await total('filler')).toBeNull();
    expect(await total('filler', { role: 'GLOBAL_ADMIN' })).toBe(0);
    expect(await total('filler10001')).toBe(1);
  });
});
