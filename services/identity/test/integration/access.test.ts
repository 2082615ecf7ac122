import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { Values } from '@app/test-kit/plausible-operations';
import { rootFieldAccess } from '@app/test-kit/root-field-access';
import { GraphQLObjectType, type GraphQLSchema, isListType, isNonNullType } from 'graphql';
import { identitySubgraph } from '../../src/subgraph.js';
import { contents } from '../support/contents.js';
import {
  anAddress,
  machine,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../support/identity.js';
import { rootFieldValues } from '../support/root-field-values.js';

/*
 * The access matrix, written from the description of the product, independently of the code. Each field is read by
 * query and by reference. ✓ whole, n name (id, displayName, email), - no access.
 */
const MATRIX = {
  // reads a colleague, an organization, its users
  'the person': ['✓', '✓', '-'],
  'a GLOBAL_ADMIN': ['✓', '✓', '✓'],
  'an ACCOUNT_ADMIN': ['✓', '✓', '✓'],
  'a USER_MANAGEMENT_ADMIN': ['✓', '✓', '✓'],
  'a PARTNER_ADMIN': ['✓', '✓', '✓'],
  'an EXECUTIVE_REPORT_VIEWER': ['n', '✓', '-'],
  'a REPORT_VIEWER': ['-', '✓', '-'],
  'another colleague': ['-', '✓', '-'],
  'a GLOBAL_ADMIN elsewhere': ['-', '-', '-'],
  'the person, acting elsewhere': ['-', '-', '-'],
  'a program with organizations:write': ['-', '✓', '-'],
  'a program with achievements:write': ['-', '✓', '-'],
  'a program with metrics:write': ['-', '✓', '-'],
  'a program with users:read': ['✓', '✓', '✓'],
  'a program with users:write': ['-', '✓', '-'],
  'a program with reports:read': ['-', '✓', '-'],
  'a program with reports:read.pii': ['n', '✓', '-'],
  'a program with exports:run': ['-', '✓', '-'],
  'a program with webhooks:write': ['-', '✓', '-'],
  'a program with every permission elsewhere': ['-', '-', '-'],
  'an operator with organizations:write': ['-', '✓', '-'],
  'an operator with achievements:write': ['-', '✓', '-'],
  'an operator with metrics:write': ['-', '✓', '-'],
  'an operator with users:read': ['✓', '✓', '✓'],
  'an operator with users:write': ['-', '✓', '-'],
  'an operator with reports:read': ['-', '✓', '-'],
  'an operator with reports:read.pii': ['n', '✓', '-'],
  'an operator with exports:run': ['-', '✓', '-'],
  'an operator with webhooks:write': ['-', '✓', '-'],
  'an operator without permissions': ['-', '-', '-'],
  'an unknown account': ['-', '-', '-'],
  'an anonymous caller': ['-', '-', '-'],
} as const satisfies Record<string, readonly [user: string, organization: string, users: string]>;

/** Root fields whose description names no role or permission. */
const OPEN = {
  organization: 'signed-in',
  callerOrganization: 'signed-in',
  user: 'signed-in',
  users: 'signed-in',
  viewer: 'anyone',
  setMailPreferences: 'person',
} as const;

/** Who reads what happened to the users of their organization. */
const ADMINISTRATORS: readonly string[] = ['a GLOBAL_ADMIN', 'an ACCOUNT_ADMIN', 'a USER_MANAGEMENT_ADMIN'];

const NAME_FIELDS = ['id', 'displayName', 'email'];

describe('access', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  let userId: string;
  let values: Values;
  let callers: Record<keyof typeof MATRIX, Caller>;
  let schema: GraphQLSchema;
  let fieldsOf: (type: string) => string[];

  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register({ name: 'Fabrikam' });
    userId = await identity.invite(contoso.organizationId, anAddress(), ['REPORT_VIEWER']);
    values = await rootFieldValues(identity, contoso);
    const here = contoso.organizationId;
    const role = (name: Parameters<typeof person>[2]) => person(randomUUID(), here, name);
    const programs = Object.fromEntries(
      PERMISSIONS.flatMap((permission) => [
        [`a program with ${permission}`, machine(here, permission)],
        [`an operator with ${permission}`, operator(permission)],
      ]),
    );
    callers = {
      ...programs,
      'the person': person(userId, here),
      'a GLOBAL_ADMIN': role(['GLOBAL_ADMIN']),
      'an ACCOUNT_ADMIN': role(['ACCOUNT_ADMIN']),
      'a USER_MANAGEMENT_ADMIN': role(['USER_MANAGEMENT_ADMIN']),
      'a PARTNER_ADMIN': role(['PARTNER_ADMIN']),
      'an EXECUTIVE_REPORT_VIEWER': role(['EXECUTIVE_REPORT_VIEWER']),
      'a REPORT_VIEWER': role(['REPORT_VIEWER']),
      'another colleague': role([]),
      'a GLOBAL_ADMIN elsewhere': fabrikam.admin,
      'the person, acting elsewhere': person(userId, fabrikam.organizationId, ['GLOBAL_ADMIN']),
      'a program with every permission elsewhere': machine(fabrikam.organizationId, ...PERMISSIONS),
      'an operator without permissions': operator(),
      'an unknown account': { kind: 'unknown-account' },
      'an anonymous caller': { kind: 'anonymous' },
    } as Record<keyof typeof MATRIX, Caller>;
    ({ schema } = await identitySubgraph());
    fieldsOf = (name) => {
      const type = schema.getType(name) as GraphQLObjectType;
      return Object.values(type.getFields()).map((field) => {
        let inner = field.type;
        while (isNonNullType(inner) || isListType(inner)) inner = inner.ofType;
        const first = field.args.some((arg) => arg.name === 'first') ? '(first: 1)' : '';
        if (!(inner instanceof GraphQLObjectType)) return field.name;
        return inner.name.endsWith('Connection')
          ? `${field.name}${first} { totalCount }`
          : `${field.name} { __typename }`;
      });
    };
  });
  afterAll(() => identity.stop());

  /**
   * Whether the caller gets this selection of this object. One field at a time, because an error hides the fields
   * beside it.
   */
  async function sees(caller: Caller, type: 'User' | 'Organization', id: string, selection: string, way: string) {
    const client = await identity.as(caller);
    const [query, variables] =
      way === 'query'
        ? [`query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { ${selection} } }`, { id }]
        : [
            `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on ${type} { ${selection} } } }`,
            { of: [{ __typename: type, id }] },
          ];
    const { data, errors = [] } = await client.execute<{ found: unknown }>(query, variables);
    for (const { extensions } of errors) expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(extensions?.code);
    const found = [data?.found].flat()[0] as Record<string, unknown> | null | undefined;
    if (found === null || found === undefined) return false;
    return errors.length === 0;
  }

  function expected(who: keyof typeof MATRIX, type: 'User' | 'Organization', field: string): boolean {
    const [user, organization, users] = MATRIX[who];
    if (type === 'Organization' && ['scimTokens', 'scimClients'].includes(field)) return who === 'a GLOBAL_ADMIN';
    if (field === 'userActivity') return ADMINISTRATORS.includes(who);
    if (type === 'Organization')
      return ['users', 'directoryGroups'].includes(field) ? users === '✓' : organization === '✓';
    if (field === 'activity') return who === 'the person';
    // Null without an error: the choices of a user are for the user only.
    if (field === 'mailPreferences') return user !== '-';
    return user === '✓' || (user === 'n' && NAME_FIELDS.includes(field));
  }

  it.each(Object.keys(MATRIX) as (keyof typeof MATRIX)[])(
    '%s reads the fields of the matrix, by query and by reference',
    async (who) => {
      const caller = callers[who];
      const differences: string[] = [];
      for (const [type, id] of [
        ['User', userId],
        ['Organization', contoso.organizationId],
      ] as const) {
        for (const selection of fieldsOf(type)) {
          const field = selection.split(/[ (]/)[0] ?? selection;
          for (const way of ['query', 'reference']) {
            const seen = await sees(caller, type, id, selection, way);
            if (seen !== expected(who, type, field)) differences.push(`${type}.${field} by ${way}: ${seen}`);
          }
        }
      }
      expect(differences).toEqual([]);
    },
  );

  const tryRootFields = async (who: keyof typeof MATRIX) =>
    rootFieldAccess({
      ...{ schema, values, organizationId: contoso.organizationId, open: OPEN },
      ...{ caller: callers[who], client: await identity.as(callers[who]) },
    });

  it.each(Object.keys(MATRIX) as (keyof typeof MATRIX)[])(
    '%s may use the root fields whose descriptions name it, and no other',
    async (who) => {
      const { expected, found } = await tryRootFields(who);
      expect(found).toEqual(expected);
    },
  );

  it.each([
    'a GLOBAL_ADMIN elsewhere',
    'the person, acting elsewhere',
    'a program with every permission elsewhere',
  ] as const)('%s changes nothing of the organization', async (who) => {
    const before = await contents(identity);
    await tryRootFields(who);
    expect(await contents(identity)).toEqual(before);
  });

  it('covers every caller of the matrix and every permission', () => {
    expect(Object.keys(callers).sort()).toEqual(Object.keys(MATRIX).sort());
  });
});
