import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { GraphQLObjectType, isListType, isNonNullType } from 'graphql';
import { identitySubgraph } from '../../src/subgraph.js';
import {
  anAddress,
  machine,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../support/identity.js';
import { peopleOf } from '../support/people.js';

/*
 * The access matrix, written from the description of the product, independently of the code. Each field is read by
 * query and by reference; each mutation is tried. ✓ whole, n name (id, displayName, email), - no access.
 */
const MATRIX = {
  // reads a colleague, an organization, its users; invites and invites again, changes roles, ends accounts and changes the
  // organization
  'the person': ['✓', '✓', '-', '-', '-', '-'],
  'a GLOBAL_ADMIN': ['✓', '✓', '✓', '✓', '✓', '✓'],
  'an ACCOUNT_ADMIN': ['✓', '✓', '✓', '✓', '✓', '-'],
  'a USER_MANAGEMENT_ADMIN': ['✓', '✓', '✓', '✓', '✓', '-'],
  'a PARTNER_ADMIN': ['✓', '✓', '✓', '-', '-', '-'],
  'an EXECUTIVE_REPORT_VIEWER': ['n', '✓', '-', '-', '-', '-'],
  'a REPORT_VIEWER': ['-', '✓', '-', '-', '-', '-'],
  'another colleague': ['-', '✓', '-', '-', '-', '-'],
  'a GLOBAL_ADMIN elsewhere': ['-', '-', '-', '-', '-', '-'],
  'the person, acting elsewhere': ['-', '-', '-', '-', '-', '-'],
  'a program with organizations:write': ['-', '✓', '-', '-', '-', '-'],
  'a program with achievements:write': ['-', '✓', '-', '-', '-', '-'],
  'a program with metrics:write': ['-', '✓', '-', '-', '-', '-'],
  'a program with users:read': ['✓', '✓', '✓', '-', '-', '-'],
  'a program with users:write': ['-', '✓', '-', '✓', '✓', '-'],
  'a program with reports:read': ['-', '✓', '-', '-', '-', '-'],
  'a program with reports:read.pii': ['n', '✓', '-', '-', '-', '-'],
  'a program with exports:run': ['-', '✓', '-', '-', '-', '-'],
  'a program with webhooks:write': ['-', '✓', '-', '-', '-', '-'],
  'a program with every permission elsewhere': ['-', '-', '-', '-', '-', '-'],
  'an operator with organizations:write': ['-', '✓', '-', '✓', '-', '-'],
  'an operator with achievements:write': ['-', '✓', '-', '-', '-', '-'],
  'an operator with metrics:write': ['-', '✓', '-', '-', '-', '-'],
  'an operator with users:read': ['✓', '✓', '✓', '-', '-', '-'],
  'an operator with users:write': ['-', '✓', '-', '✓', '✓', '-'],
  'an operator with reports:read': ['-', '✓', '-', '-', '-', '-'],
  'an operator with reports:read.pii': ['n', '✓', '-', '-', '-', '-'],
  'an operator with exports:run': ['-', '✓', '-', '-', '-', '-'],
  'an operator with webhooks:write': ['-', '✓', '-', '-', '-', '-'],
  'an operator without permissions': ['-', '-', '-', '-', '-', '-'],
  'an unknown account': ['-', '-', '-', '-', '-', '-'],
  'an anonymous caller': ['-', '-', '-', '-', '-', '-'],
} as const satisfies Record<
  string,
  readonly [user: string, organization: string, users: string, manage: string, roles: string, end: string]
>;

const NAME_FIELDS = ['id', 'displayName', 'email'];

describe('access', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  let userId: string;
  let email: string;
  let deletedId: string;
  let callers: Record<keyof typeof MATRIX, Caller>;
  let fieldsOf: (type: string) => string[];

  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register({ name: 'Fabrikam' });
    email = anAddress();
    userId = await identity.invite(contoso.organizationId, email, ['REPORT_VIEWER']);
    deletedId = (await peopleOf(identity, contoso).member()).id;
    await peopleOf(identity, contoso).changed('deleteUser', { userId: deletedId });
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
    const { schema } = await identitySubgraph();
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
    if (type === 'Organization')
      return ['users', 'directoryGroups'].includes(field) ? users === '✓' : organization === '✓';
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

  /** Each is a repetition that changes nothing; a caller with access gets this result. */
  const CHANGES = [
    ['manage', 'inviteUser', 'InviteUserInput', 'UserExistsError'],
    ['manage', 'resendInvitation', 'ResendInvitationInput', 'ResendInvitationSuccess'],
    ['roles', 'changeUserRoles', 'ChangeUserRolesInput', 'ChangeUserRolesSuccess'],
    ['end', 'deleteUser', 'DeleteUserInput', 'DeleteUserSuccess'],
    ['end', 'restoreUser', 'RestoreUserInput', 'RestoreUserSuccess'],
    ['end', 'updateOrganization', 'UpdateOrganizationInput', 'UpdateOrganizationSuccess'],
  ] as const;

  it.each(Object.keys(MATRIX) as (keyof typeof MATRIX)[])('%s can change what the matrix says', async (who) => {
    const [, , , manage, roles, end] = MATRIX[who];
    const may = { manage, roles, end };
    const client = await identity.as(callers[who]);
    const organizationId = contoso.organizationId;
    const inputs = {
      inviteUser: { organizationId, email, displayName: 'Grace Hopper' },
      resendInvitation: { userId },
      changeUserRoles: { userId, roles: ['REPORT_VIEWER'] },
      deleteUser: { userId: deletedId },
      restoreUser: { userId },
      updateOrganization: { organizationId },
    };
    const differences: string[] = [];
    for (const [kind, name, input, success] of CHANGES) {
      const mutation = `mutation ($input: ${input}!) { result: ${name}(input: $input) { __typename } }`;
      const { data } = await client.execute<{ result: { __typename: string } }>(mutation, { input: inputs[name] });
      const done = data?.result.__typename === success;
      if (done !== (may[kind] === '✓')) differences.push(`${name}: ${done}`);
    }
    expect(differences).toEqual([]);
  });

  it('covers every caller of the matrix and every permission', () => {
    expect(Object.keys(callers).sort()).toEqual(Object.keys(MATRIX).sort());
  });
});
