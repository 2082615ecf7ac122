import { expectNoErrors, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

const MEMBERS = `query Members($first: Boolean!) { catalog callerOrganization { name designations members {
  id @include(if: $first) ...on User { displayName } activeAssociation { profileId tags detail { level } } credits { title } } } }`;

let world: TestWorld;
let [compiled, apollo]: TestGateway[] = [];

beforeAll(async () => {
  world = await startTestWorld();
  [compiled, apollo] = [await world.gateway(), await world.gateway({ execution: 'apollo' })];
});
beforeEach(() => {
  for (const subgraph of [world.identity, world.association, world.credits]) {
    subgraph.behave(undefined);
    subgraph.received.length = 0;
  }
});
afterAll(() => world.stop());

const codesOf = ({ errors }: GraphqlAnswer<unknown>) => errors?.map(({ extensions }) => extensions?.code);

/** What both gateways answer, without the ids of their requests. */
async function answersOf(document: string, variables?: Record<string, unknown>) {
  const token = await world.issuer.person('anna');
  const ask = async (gateway: TestGateway | undefined) => {
    const answer = await gateway?.client.as(token).execute(document, variables);
    return { status: answer?.status, data: answer?.data, errors: answer && codesOf(answer) };
  };
  return [await ask(compiled), await ask(apollo)] as const;
}

describe('GATEWAY_EXECUTION=apollo', () => {
  test.each([
    ['a query over three subgraphs', MEMBERS, { first: true }],
    ['its conditions', MEMBERS, { first: false }],
    [
      'a mutation',
      'mutation ($name: String!) { rename(name: $name) { displayName credits { title } } }',
      { name: 'A' },
    ],
    ['introspection', '{ __schema { queryType { name } } __typename catalog }', {}],
    ['an invalid document', '{ nothing }', {}],
    ['a wrong variable', 'query ($id: ID!) { user(id: $id) { id } }', {}],
    ['a denied field', '{ hidden }', {}],
    ['an unexpected error of a service', '{ broken }', {}],
    ['a document beyond a limit', `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: catalog`).join(' ')} }`, {}],
  ])('answers %s as the compiled execution does', async (_what, document, variables) => {
    const [expected, answered] = await answersOf(document, variables);
    expect(answered).toEqual(expected);
    expect(expected.status).toEqual(expect.any(Number));
  });

  test('sends the identity of the caller, the request id and the trace as the compiled execution does', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const token = await world.issuer.person('anna');
    const answer = await apollo?.client.as(token).execute(MEMBERS, { first: true }, { traceparent });
    if (answer === undefined) throw new Error('unreachable');
    expectNoErrors(answer);
    const received = [world.identity, world.association, world.credits].flatMap((subgraph) => subgraph.received);
    expect(received.length).toBeGreaterThanOrEqual(4);
    for (const { requestId, headers, caller } of received) {
      expect(requestId).toBe(answer.headers.get('x-request-id'));
      expect(headers).toMatchObject({ traceparent });
      expect(caller).toMatchObject({ kind: 'person' });
    }
  });

  test('reports a service that is away, and reveals neither its name nor its address', async () => {
    world.credits.behave((_request, response) => void response.destroy());
    const answer = await apollo?.client
      .as(await world.issuer.person('anna'))
      .execute('{ catalog callerOrganization { name } }');
    expect(answer?.data).toEqual({ catalog: null, callerOrganization: { name: 'Contoso' } });
    expect(answer && codesOf(answer)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(JSON.stringify(answer?.errors)).not.toMatch(/credits|127\.0\.0\.1|serviceName/);
  });
});
