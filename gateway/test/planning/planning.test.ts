import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { generated } from '../support/generated-data.js';
import { type GeneratedServices, startGeneratedServices } from '../support/generated-services.js';
import { expectSameAnswer } from '../support/same-answer.js';

let services: GeneratedServices;

const INPUT = '{ organizationId: "Organization-1", email: "eve@contoso.example", displayName: "Eve" }';
const CREDENTIAL = { __typename: 'Credential', key: 'credential' };

beforeAll(async () => {
  services = await startGeneratedServices();
});
beforeEach(() => {
  services.sayings.clear();
  for (const subgraph of services.subgraphs.values()) {
    subgraph.behave(undefined);
    subgraph.received.length = 0;
  }
});
afterAll(() => services.stop());

const ask = (source: string, variables?: Record<string, unknown>) =>
  services.gateway.client.as(services.token).execute(source, variables);
const say = (field: string, how: (args: Record<string, unknown>) => unknown) => services.sayings.set(field, how);
const asked = (service: string) => (services.subgraphs.get(service)?.received ?? []).map(({ query }) => query);

/** A link for every user and source, named after both. */
function everyoneIsLinked(): void {
  services.sayings.set('User.activeAssociation', ({ source }, user) =>
    generated('Association', `${String(user.id)} ${String(source)}`),
  );
  say('Association.profileId', () => null);
  services.sayings.set('Association.id', (_, association) => association.id);
}

describe('one response name under different type conditions', () => {
  const invitation = (type: string) => {
    everyoneIsLinked();
    say('Mutation.inviteUser', () => ({ __typename: type, key: type }));
    say(`${type}.user`, () => generated('User', 'User-1'));
  };
  const twoSources = `mutation { inviteUser(input: ${INPUT}) {
    ... on InviteUserSuccess { user { x: activeAssociation(source: PARTNER_UNIVERSITY) { id } } }
    ... on UserExistsError { user { x: activeAssociation(source: MICROSOFT_LEARN) { id } } } } }`;

  test.each([
    ['InviteUserSuccess', 'PARTNER_UNIVERSITY'],
    ['UserExistsError', 'MICROSOFT_LEARN'],
  ])('has the arguments of the condition that holds: %s', async (type, source) => {
    invitation(type);
    expect(expectNoErrors(await ask(twoSources))).toEqual({
      inviteUser: { user: { x: { id: `User-1 ${source}` } } },
    });
    await expectSameAnswer(services, twoSources);
  });

  test.each(['InviteUserSuccess', 'UserExistsError'])('is the field of the condition that holds: %s', async (type) => {
    invitation(type);
    await expectSameAnswer(
      services,
      `mutation { inviteUser(input: ${INPUT}) {
        ... on InviteUserSuccess { user { x: activeAssociation(source: PARTNER_UNIVERSITY) { y: startedAt } } }
        ... on UserExistsError { z: user { x: activeAssociation(source: MICROSOFT_LEARN) { y: startedAt } } user { displayName } } } }`,
    );
  });

  test('fetches nothing for a condition that does not hold, where an error would remove the object', async () => {
    invitation('InviteUserSuccess');
    say('Association.organization', () => generated('Organization', 'Organization-1'));
    say('Organization.name', () => {
      throw new Error('not to be asked');
    });
    const nested = (fields: string) =>
      `user { activeAssociation(source: MICROSOFT_LEARN) { organization { ${fields} } } }`;
    const data = expectNoErrors(
      await ask(`mutation { inviteUser(input: ${INPUT}) {
        ... on InviteUserSuccess { ${nested('id')} }
        ... on UserExistsError { ${nested('id name')} } } }`),
    );
    expect(data).toMatchObject({
      inviteUser: { user: { activeAssociation: { organization: { id: 'Organization-1' } } } },
    });
  });

  test('is correct in an interface, a query and a named fragment as well', async () => {
    everyoneIsLinked();
    say('Query.pendingAssociation', () => ({ __typename: 'PendingAssociation', key: 'pending' }));
    for (const type of ['AnotherProfileLinkedError', 'AssociationLimitError', 'AssociationCoolOffError']) {
      say('PendingAssociation.refusal', () => ({ __typename: type, key: type }));
      await expectSameAnswer(
        services,
        `{ pendingAssociation(completionCode: "c", flowId: "f") { ... on PendingAssociation { refusal {
            ... on AnotherProfileLinkedError { association { user { x: activeAssociation(source: PARTNER_UNIVERSITY) { id } } } }
            ... on AssociationLimitError { limit x: nextAssociationAt }
            ... on UserError { y: message ...Cool } } } } }
          fragment Cool on AssociationCoolOffError { x: nextAssociationAt }`,
      );
    }
  });
});

describe('an alias', () => {
  const documents = {
    'like the key that another service needs':
      '{ viewer { id: displayName associationAllowance(source: MICROSOFT_LEARN) { used } } }',
    'like the key, in a list':
      '{ callerOrganization { users(first: 3) { nodes { id: status activeAssociation(source: MICROSOFT_LEARN) { id } } } } }',
    'like __typename':
      '{ viewer { __typename: displayName activeAssociation(source: MICROSOFT_LEARN) { __typename: id } } }',
    'like __typename, of a union':
      '{ pendingAssociation(completionCode: "c", flowId: "f") { ... on PendingAssociation { __typename: profileId refusal { __typename: message } } ... on AssociationFlowError { id: __typename __typename: message } } }',
    'like another field that is asked for under another name':
      '{ viewer { displayName: id id: displayName organization { name: id id: name } } }',
    'like a name that the planner makes':
      '{ viewer { x__alias_0: id _entities: displayName id__2: status id x: associations(first: 1) { x__alias_0: totalCount } } }',
    'of __typename':
      '{ viewer { a: __typename id: __typename organization { __typename b: __typename } } t: __typename }',
    'of two fields that are one': '{ a: viewer { id } b: viewer { id displayName } c: viewer { id } }',
  };
  test.each(Object.entries(documents))('%s is answered as the field it stands for', async (_name, document) => {
    everyoneIsLinked();
    say('Query.viewer', () => generated('User', 'User-2'));
    say('Query.callerOrganization', () => generated('Organization', 'Organization-2'));
    await expectSameAnswer(services, document);
  });

  test('of a key gives the selected value, and the other services still find the object', async () => {
    everyoneIsLinked();
    say('Query.viewer', () => generated('User', 'User-2'));
    say('User.displayName', () => 'Anna');
    const data = expectNoErrors(
      await ask('{ viewer { id: displayName activeAssociation(source: MICROSOFT_LEARN) { id } } }'),
    );
    expect(data).toEqual({ viewer: { id: 'Anna', activeAssociation: { id: 'User-2 MICROSOFT_LEARN' } } });
  });

  test('does not reach a service: documents that differ in names and values only send the same requests', async () => {
    await ask('{ viewer { secretName: displayName } user(id: "User-1") { id } }');
    await ask('query ($u: ID!) { viewer { other: displayName } user(id: $u) { id } }', { u: 'User-2' });
    const [first, second] = asked('identity');
    expect(first).not.toContain('secretName');
    expect(second).toBe(first);
  });
});

describe('a selection that is left out completely', () => {
  test.each([
    '{ viewer { displayName @skip(if: true) } }',
    '{ viewer { ... @include(if: false) { displayName organization { name } } } }',
    'query ($no: Boolean = false) { callerOrganization { users(first: 2) @include(if: true) { nodes { id @include(if: $no) } } } }',
  ])('gives an empty object, and null where there is none: %s', async (document) => {
    for (const viewer of [generated('User', 'User-2'), null]) {
      say('Query.viewer', () => viewer);
      say('Query.callerOrganization', () => generated('Organization', 'Organization-1'));
      await expectSameAnswer(services, document);
    }
  });

  test('is {}', async () => {
    say('Query.viewer', () => generated('User', 'User-2'));
    expect(expectNoErrors(await ask('{ viewer { displayName @skip(if: true) } }'))).toEqual({ viewer: {} });
  });
});

test('an error of an object that occurs several times is reported at each of its paths', async () => {
  const page = { __typename: 'UserConnection', key: 'page' };
  say('Query.callerOrganization', () => generated('Organization', 'Organization-1'));
  say('Organization.users', () => page);
  say('UserConnection.nodes', () => ['User-1', 'User-1', 'User-2'].map((id) => generated('User', id)));
  services.sayings.set('User.associationAllowance', (_, { id }) => {
    if (id === 'User-1') throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
    return { __typename: 'AssociationAllowance', key: 'allowance' };
  });
  say('AssociationAllowance.used', () => 2);
  const answer = await ask(
    '{ callerOrganization { users(first: 3) { nodes { mine: associationAllowance(source: MICROSOFT_LEARN) { used } } } } }',
  );
  expect(answer.data).toEqual({
    callerOrganization: { users: { nodes: [{ mine: null }, { mine: null }, { mine: { used: 2 } }] } },
  });
  expect(answer.errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code])).toEqual([
    ['callerOrganization.users.nodes.0.mine', 'FORBIDDEN'],
    ['callerOrganization.users.nodes.1.mine', 'FORBIDDEN'],
  ]);
});

describe('a null from the library or a service', () => {
  const answering = (service: string, body: unknown) =>
    services.subgraphs.get(service)?.behave((_request, response) => void response.end(JSON.stringify(body)));
  const VIEWER = { __typename: 'User', id: 'User-1' };

  test('where the schema allows none is an error at its place and HTTP 500', async () => {
    answering('identity', { data: { viewer: { id: 'User-1', displayName: null } } });
    const answer = await ask('{ viewer { id name: displayName } }');
    expect(answer).toMatchObject({ status: 500, data: { viewer: null } });
    expect(answer.errors).toMatchObject([{ path: ['viewer', 'name'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  test('in place of a missing value is an error too, and the rest of the answer is kept', async () => {
    answering('identity', { data: { viewer: VIEWER } });
    answering('association', { data: { _entities: [{}] } });
    const answer = await ask('{ viewer { id link: activeAssociation(source: MICROSOFT_LEARN) { id } } }');
    expect(answer).toMatchObject({ status: 500, data: { viewer: { id: 'User-1', link: null } } });
    expect(answer.errors).toMatchObject([{ path: ['viewer', 'link'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  test('in a list removes what must not contain it, and no more', async () => {
    answering('identity', { data: { callerOrganization: { users: { nodes: [VIEWER, null] } } } });
    const answer = await ask('{ callerOrganization { users(first: 2) { all: nodes { id } } } }');
    expect(answer).toMatchObject({ status: 500, data: { callerOrganization: { users: null } } });
    expect(answer.errors).toMatchObject([{ path: ['callerOrganization', 'users', 'all', 1] }]);
  });

  test('beside an error that removes the whole answer is not reported as well', async () => {
    say('Query.credentials', () => {
      throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
    });
    const answer = await ask('{ rulesets { id } list: credentials { code } rulesetsAgain: rulesets { id } }');
    expect(answer).toMatchObject({ status: 200, data: null });
    expect(answer.errors).toMatchObject([{ path: ['list'], extensions: { code: 'FORBIDDEN' } }]);
    expect(answer.errors).toHaveLength(1);
  });

  test.each([
    ['a value of another type', { viewer: { ...VIEWER, displayName: { a: 1 } } }],
    ['an unknown enum value', { viewer: { ...VIEWER, status: 'GHOST', displayName: 'A' } }],
    ['one object in place of a list', { viewer: { ...VIEWER, roles: 'GLOBAL_ADMIN', displayName: 'A' } }],
  ])('because of %s is an error too', async (_what, data) => {
    answering('identity', { data });
    const answer = await ask(`{ viewer { ${Object.keys(data.viewer).join(' ')} } }`);
    expect([answer.status, errorCode(answer)]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  });

  test('for an object that does not exist for this caller is no error where null is allowed', async () => {
    const link = { __typename: 'Association', id: 'a', user: VIEWER };
    answering('identity', { data: { _entities: [null], viewer: null } });
    answering('association', {
      data: { recordProfileMerge: { __typename: 'RecordProfileMergeSuccess', association: link } },
    });
    const merge = (selection: string) =>
      `mutation { recordProfileMerge(input: { source: MICROSOFT_LEARN, fromProfileId: "1", intoProfileId: "2", mergedAt: "2026-11-30T00:00:00Z" }) {
        ... on RecordProfileMergeSuccess { association { ${selection} } } } }`;
    const answer = await ask(merge('id user { id displayName }'));
    expect(expectNoErrors(answer)).toEqual({ recordProfileMerge: { association: { id: 'a', user: null } } });
  });

  test('of a mutation that fails as a whole is HTTP 500', async () => {
    say('Mutation.deleteUser', () => {
      throw new Error('relation "secret" does not exist');
    });
    const answer = await ask('mutation { deleteUser(input: { userId: "User-1" }) { __typename } }');
    expect(answer).toMatchObject({ status: 500, data: null });
    expect(answer.errors).toMatchObject([{ path: ['deleteUser'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  test('below a failure elsewhere in the answer is reported at the name that the client gave it', async () => {
    say('Query.credentials', () => [CREDENTIAL, CREDENTIAL]);
    say('Credential.title', () => {
      throw new Error('broken');
    });
    const answer = await ask('{ list: credentials { code: title } rulesets { id } }');
    expect(answer.errors?.[0]).toMatchObject({ path: ['list', 0, 'code'] });
  });
});
