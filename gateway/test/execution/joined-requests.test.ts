import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { generated } from '../support/generated-data.js';
import { type GeneratedServices, startGeneratedServices } from '../support/generated-services.js';
import { expectSameAnswer } from '../support/same-answer.js';

/** A user and an organization, each with fields of credits. */
const TWO_PARTS =
  '{ viewer { mine: credits(first: 1) { totalCount } } callerOrganization { all: skillsReportMonths } }';

let services: GeneratedServices;

beforeAll(async () => {
  services = await startGeneratedServices();
});
beforeEach(() => {
  services.sayings.clear();
  services.sayings.set('Query.viewer', () => generated('User', 'User-1'));
  services.sayings.set('Query.user', () => generated('User', 'User-1'));
  services.sayings.set('Query.callerOrganization', () => generated('Organization', 'Organization-1'));
  services.sayings.set('User.credits', () => ({ __typename: 'CreditConnection', key: 'page' }));
  services.sayings.set('CreditConnection.totalCount', () => 7);
  services.sayings.set('Organization.skillsReportMonths', () => ['2026-11']);
  for (const subgraph of services.subgraphs.values()) {
    subgraph.behave(undefined);
    subgraph.received.length = 0;
  }
});
afterAll(() => services.stop());

const ask = (source: string) => services.gateway.client.as(services.token).execute(source);
const received = (service: string) => services.subgraphs.get(service)?.received ?? [];
const fails = (field: string, error: Error) =>
  services.sayings.set(field, () => {
    throw error;
  });

describe('entities of one service', () => {
  test('are one request, whatever their types and selections', async () => {
    expect(await ask(TWO_PARTS)).toMatchObject({
      data: { viewer: { mine: { totalCount: 7 } }, callerOrganization: { all: ['2026-11'] } },
    });
    expect(received('credits').map(({ variables }) => Object.keys(variables).sort())).toEqual([['a0', 'r0', 'r1']]);
  });

  test('are requested alone where the data hold those of one part only', async () => {
    services.sayings.set('Query.viewer', () => null);
    await expectSameAnswer(services, TWO_PARTS);
    expect(received('credits').map(({ variables }) => Object.keys(variables))).toEqual([['representations']]);
  });

  test('are not requested where the data hold none', async () => {
    services.sayings.set('Query.viewer', () => null);
    services.sayings.set('Query.callerOrganization', () => null);
    await expectSameAnswer(services, TWO_PARTS);
    expect(received('credits')).toEqual([]);
  });

  test('with one selection at two places are one list, in which an entity occurs once', async () => {
    const twice =
      '{ viewer { credits(first: 1) { totalCount } } user(id: "User-1") { credits(first: 1) { totalCount } } }';
    await expectSameAnswer(services, twice);
    expect(received('credits').map(({ variables }) => variables.representations)).toEqual([
      [{ __typename: 'User', id: 'User-1' }],
    ]);
  });

  test('at two places have the fields that later requests add at their own place', async () => {
    services.sayings.set('CreditConnection.nodes', () => [{ __typename: 'Credit', key: 'credit' }]);
    services.sayings.set('Credit.person', () => generated('User', 'User-2'));
    services.sayings.set('User.activeAssociation', ({ source }) => generated('Association', String(source)));
    services.sayings.set('Association.id', (_, { id }) => id);
    const linked = (source: string) =>
      `credits(first: 1) { nodes { person { activeAssociation(source: ${source}) { id } } } }`;
    const document = `{ viewer { ${linked('MICROSOFT_LEARN')} } user(id: "User-1") { ${linked('PARTNER_UNIVERSITY')} } }`;
    await expectSameAnswer(services, document);
    const person = (id: string) => ({ credits: { nodes: [{ person: { activeAssociation: { id } } }] } });
    expect((await ask(document)).data).toEqual({
      viewer: person('MICROSOFT_LEARN'),
      user: person('PARTNER_UNIVERSITY'),
    });
  });
});

describe('a failure in a request of several parts', () => {
  test.each(['CreditConnection.totalCount', 'User.credits', 'Organization.skillsReportMonths'])(
    'is at its own place: %s',
    async (field) => {
      fails(field, new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } }));
      await expectSameAnswer(services, TWO_PARTS);
      fails(field, new Error('relation "secret" does not exist'));
      await expectSameAnswer(services, TWO_PARTS);
    },
  );

  test('that leaves no data does not take the other parts with it: each is requested alone', async () => {
    const credits = services.subgraphs.get('credits');
    const unknown = { message: 'Not now.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 3 } };
    credits?.behave((_request, response, body) => {
      if (body.includes('"r1"')) response.end(JSON.stringify({ errors: [unknown] }));
      else if (body.includes('skillsReportMonths')) response.end(JSON.stringify({ errors: [unknown] }));
      else response.end(JSON.stringify({ data: { _entities: [{ credits: { totalCount: 7 } }] } }));
    });
    const answer = await ask(TWO_PARTS);
    expect(answer.data).toEqual({ viewer: { mine: { totalCount: 7 } }, callerOrganization: { all: null } });
    expect(answer.errors).toMatchObject([
      { path: ['callerOrganization', 'all'], extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 3 } },
    ]);
    expect(received('credits').length).toBe(3);
  });

  test('that is an outage is not repeated: every field is unavailable', async () => {
    let requests = 0;
    services.subgraphs.get('credits')?.behave((_request, response) => {
      requests++;
      response.writeHead(502).end('<h1>Bad gateway</h1>');
    });
    const answer = await ask(TWO_PARTS);
    expect(answer.data).toEqual({ viewer: { mine: null }, callerOrganization: { all: null } });
    expect(answer.errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]).sort()).toEqual([
      ['callerOrganization.all', 'SERVICE_UNAVAILABLE'],
      ['viewer.mine', 'SERVICE_UNAVAILABLE'],
    ]);
    expect(requests).toBe(1);
  });

  test('that answers one part for other objects is an error of that part', async () => {
    services.subgraphs
      .get('credits')
      ?.behave((_request, response) =>
        response.end(JSON.stringify({ data: { _0: [], _1: [{ skillsReportMonths: ['2026-11'] }] } })),
      );
    const answer = await ask(TWO_PARTS);
    expect(answer.data).toEqual({ viewer: { mine: null }, callerOrganization: { all: ['2026-11'] } });
    expect(answer.errors).toMatchObject([{ path: ['viewer', 'mine'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });
});
