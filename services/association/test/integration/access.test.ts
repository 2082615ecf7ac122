import { randomUUID } from 'node:crypto';
import { PERMISSIONS, type Permission, type Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { rootFieldAccess } from '@app/test-kit/root-field-access';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLObjectType, type GraphQLSchema, isListType, isNonNullType } from 'graphql';
import { associationSubgraph } from '../../src/subgraph.js';
import { aPerson, type TestAssociation, testAssociation } from '../support/association.js';

/*
 * Access, written a second time from the description of the product, and checked field by field. User: ✓ with links and
 * allowance, l with links, i the reference alone (each field of this service is FORBIDDEN), - nothing. Association, by
 * reference: ✓ whole, - nothing. Organization: ✓ with roster and summary, i the reference alone, - nothing.
 */
const MATRIX = {
  // a user, their link, an organization
  'the person': ['✓', '✓', 'i'],
  'a GLOBAL_ADMIN': ['l', '✓', '✓'],
  'a PARTNER_ADMIN': ['l', '✓', '✓'],
  'an ACCOUNT_ADMIN': ['i', '-', '✓'],
  'a USER_MANAGEMENT_ADMIN': ['i', '-', '✓'],
  'an EXECUTIVE_REPORT_VIEWER': ['i', '-', '✓'],
  'a REPORT_VIEWER': ['-', '-', 'i'],
  'another colleague': ['-', '-', 'i'],
  'a GLOBAL_ADMIN elsewhere': ['-', '-', '-'],
  'a client with a delegated token of the person': ['✓', '✓', 'i'],
  'a program with organizations:write': ['i', '-', 'i'],
  'a program with achievements:write': ['-', '-', 'i'],
  'a program with metrics:write': ['-', '-', 'i'],
  'a program with users:read': ['i', '-', '✓'],
  'a program with users:write': ['i', '-', 'i'],
  'a program with reports:read': ['-', '-', 'i'],
  'a program with reports:read.pii': ['i', '-', 'i'],
  'a program with exports:run': ['-', '-', 'i'],
  'a program with webhooks:write': ['-', '-', 'i'],
  'a program with every permission elsewhere': ['-', '-', '-'],
  'an operator with organizations:write': ['i', '-', 'i'],
  'an operator with achievements:write': ['-', '-', 'i'],
  'an operator with metrics:write': ['-', '-', 'i'],
  'an operator with users:read': ['i', '-', '✓'],
  'an operator with users:write': ['i', '-', 'i'],
  'an operator with reports:read': ['-', '-', 'i'],
  'an operator with reports:read.pii': ['i', '-', 'i'],
  'an operator with exports:run': ['-', '-', 'i'],
  'an operator with webhooks:write': ['-', '-', 'i'],
  'an operator without permissions': ['-', '-', '-'],
  'an unknown account': ['-', '-', '-'],
  'an anonymous caller': ['-', '-', '-'],
} as const satisfies Record<string, readonly [user: string, link: string, organization: string]>;

type Who = keyof typeof MATRIX;

/** Who reads what happened to the links of their organization. */
const LINK_ADMINISTRATORS: readonly Who[] = ['a GLOBAL_ADMIN', 'a PARTNER_ADMIN'];

/** Root fields whose description names no role or permission. */
const OPEN = {
  beginAssociation: 'person',
  confirmAssociation: 'person',
  removeAssociation: 'person',
  pendingAssociation: 'person',
} as const;

let service: TestAssociation;
let callers: Record<Who, Caller>;
let userId: string;
let associationId: string;
let organizationId: string;
let schema: GraphQLSchema;
let fieldsOf: (type: string) => string[];

beforeAll(async () => {
  service = await testAssociation();
  const owner = aPerson();
  const here = owner.organizationId;
  userId = owner.userId;
  organizationId = here;
  const [row] = await service.sql<{ id: string }>(
    `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
     VALUES ('MICROSOFT_LEARN', '123456', $1, $2, '2026-01-10T00:00:00Z') RETURNING id`,
    [userId, here],
  );
  associationId = row?.id ?? '';
  await service.sql(
    `INSERT INTO association.member (user_id, version, organization_id, email, display_name, status, invited_at)
     VALUES ($1, 1, $2, 'a@b.example', 'A', 'ACTIVE', '2026-01-01T00:00:00Z')`,
    [userId, here],
  );
  const role = (name: Role) => aPerson(here, [name]);
  const machine = (organizationId: string, ...permissions: Permission[]): Caller => ({
    kind: 'machine',
    clientId: 'm',
    organizationId,
    permissions,
  });
  const operator = (...permissions: Permission[]): Caller => ({ kind: 'operator', clientId: 'o', permissions });
  const programs = Object.fromEntries(
    PERMISSIONS.flatMap((permission) => [
      [`a program with ${permission}`, machine(here, permission)],
      [`an operator with ${permission}`, operator(permission)],
    ]),
  );
  callers = {
    ...programs,
    'the person': owner,
    'a GLOBAL_ADMIN': role('GLOBAL_ADMIN'),
    'a PARTNER_ADMIN': role('PARTNER_ADMIN'),
    'an ACCOUNT_ADMIN': role('ACCOUNT_ADMIN'),
    'a USER_MANAGEMENT_ADMIN': role('USER_MANAGEMENT_ADMIN'),
    'an EXECUTIVE_REPORT_VIEWER': role('EXECUTIVE_REPORT_VIEWER'),
    'a REPORT_VIEWER': role('REPORT_VIEWER'),
    'another colleague': aPerson(here),
    'a GLOBAL_ADMIN elsewhere': aPerson(randomUUID(), ['GLOBAL_ADMIN']),
    'a client with a delegated token of the person': { ...owner, delegated: true },
    'a program with every permission elsewhere': machine(randomUUID(), ...PERMISSIONS),
    'an operator without permissions': operator(),
    'an unknown account': { kind: 'unknown-account' },
    'an anonymous caller': { kind: 'anonymous' },
  } as Record<Who, Caller>;
  ({ schema } = await associationSubgraph());
  fieldsOf = (name) =>
    Object.values((schema.getType(name) as GraphQLObjectType).getFields()).map((field) => {
      const args = field.args.flatMap(({ name }) =>
        name === 'first'
          ? ['first: 1']
          : name === 'source'
            ? ['source: MICROSOFT_LEARN']
            : name === 'by'
              ? ['by: COUNTRY']
              : [],
      );
      let inner = field.type;
      while (isNonNullType(inner) || isListType(inner)) inner = inner.ofType;
      const selection = !(inner instanceof GraphQLObjectType)
        ? ''
        : ['AssociationConnection', 'RosterConnection', 'LinkActivityConnection'].includes(inner.name)
          ? '{ totalCount }'
          : inner.name === 'AssociationAllowance'
            ? '{ used }'
            : inner.name === 'LinkSummary'
              ? '{ members }'
              : inner.name === 'RosterBreakdown'
                ? '{ others { members } }'
                : '{ id }';
      return `${field.name}${args.length ? `(${args.join(' ')})` : ''} ${selection}`;
    });
});
afterAll(() => service.stop());

/** What a caller gets for one field of one object by reference: a value, null, or an error. */
async function asked(caller: Caller, type: string, id: string, selection: string) {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { found: ${selection} } } }`;
  const { data, errors = [] } = await (await service.as(caller)).execute<{ _entities: ({ found: unknown } | null)[] }>(
    query,
    { of: [{ __typename: type, id }] },
  );
  for (const { extensions } of errors) expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(extensions?.code);
  if (errors.length > 0) return 'rejected';
  const object = data?._entities[0];
  if (object === null || object === undefined) return 'absent';
  return object.found === null ? 'null' : 'value';
}

function expectedOfUser(letter: string, field: string): string {
  if (letter === '-') return 'absent';
  if (field === 'id') return 'value';
  if (field === 'associationAllowance') return letter === '✓' ? 'value' : 'null';
  if (field === 'linkActivity') return letter === '✓' ? 'value' : 'rejected';
  return letter === 'i' ? 'rejected' : 'value';
}

test.each(Object.keys(MATRIX) as Who[])('access of %s is exactly as the matrix says', async (who) => {
  const [user, link, organization] = MATRIX[who];
  const caller = callers[who];
  const found: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const selection of fieldsOf('User')) {
    const field = selection.split(/[ (]/)[0] ?? '';
    expected[`User.${field}`] = expectedOfUser(user, field);
    found[`User.${field}`] = await asked(caller, 'User', userId, selection);
  }
  for (const selection of fieldsOf('Association')) {
    const field = selection.split(/[ (]/)[0] ?? '';
    const open = field.startsWith('end') ? 'null' : 'value';
    expected[`Association.${field}`] = link === '✓' ? open : 'absent';
    found[`Association.${field}`] = await asked(caller, 'Association', associationId, selection);
  }
  for (const selection of fieldsOf('Organization')) {
    const field = selection.split(/[ (]/)[0] ?? '';
    const reads = field === 'linkActivity' ? LINK_ADMINISTRATORS.includes(who) : organization === '✓';
    const seen = field === 'id' || reads ? 'value' : 'rejected';
    expected[`Organization.${field}`] = organization === '-' ? 'absent' : seen;
    found[`Organization.${field}`] = await asked(caller, 'Organization', organizationId, selection);
  }
  expect(found).toEqual(expected);
});

test.each(Object.keys(MATRIX) as Who[])('%s may use the root fields that are for them, and no other', async (who) => {
  const [client, caller] = [await service.as(callers[who]), callers[who]];
  const values = { source: 'PARTNER_UNIVERSITY', fromProfileId: 'PU-1', intoProfileId: 'PU-2' };
  const { expected, found } = await rootFieldAccess({ schema, values, organizationId, open: OPEN, caller, client });
  expect(found).toEqual(expected);
});

test('the matrix names every caller that is tested', () => {
  expect(Object.keys(callers).sort()).toEqual(Object.keys(MATRIX).sort());
});

test('a request without the gateway’s token is rejected, also for _service', async () => {
  for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }', '{ __typename }']) {
    const answer = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(answer.status).toBe(401);
  }
  const forOthers = await service.keys.bearerFor(aPerson(), 'credits', service.clock);
  expect((await (await service.as(aPerson())).as(forOthers).execute('{ __typename }')).status).toBe(401);
});
