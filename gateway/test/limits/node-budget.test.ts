import { readFileSync } from 'node:fs';
import { firstQueries } from '@app/console/graphiql-page';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestWorld, type TestGateway, type TestWorld } from '../support/test-world.js';

describe('the committed supergraph', () => {
  let world: TestWorld;
  let gateway: TestGateway;
  beforeAll(async () => {
    world = await startTestWorld();
    const supergraph = readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8');
    gateway = await world.gateway({}, supergraph);
    for (const subgraph of [world.identity, world.association, world.credits])
      subgraph.behave((_request, response) => response.end('{"data":{"callerOrganization":null,"viewer":null}}'));
  });
  afterAll(() => world.stop());

  const report = (users: number, credits: number) =>
    `{ callerOrganization { users(first: ${users}) { nodes { displayName credits(first: ${credits}) { nodes { state reasons achievement { credential { title } } } } } } } }`;

  test('allows a hundred people with a hundred credits each, and the queries of the README, GraphiQL and the examples for analysts', async () => {
    const queries = firstQueries(world.settings.publicUrl);
    expect(queries.length).toBeGreaterThan(2);
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const examples = [...readme.matchAll(/ask '(\{.*\})'/g)].map(
      ([, body = '{}']) => (JSON.parse(body) as { query: string }).query,
    );
    expect(examples.length).toBeGreaterThan(0);
    const analysts = readFileSync(new URL('../../../docs/analysts.md', import.meta.url), 'utf8');
    const asked = [...analysts.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query);
    expect(asked.length).toBeGreaterThan(5);
    for (const query of [report(100, 100), ...queries, ...examples, ...asked]) {
      const variables = query.includes('$organizationId')
        ? { organizationId: '2b9f0f8e-0000-4000-8000-000000000001' }
        : {};
      expect([query, (await gateway.client.execute(query, variables)).status]).not.toEqual([query, 400]);
    }
  });

  test('rejects a small query for a million nodes before any request to a service, with advice', async () => {
    world.identity.received.length = 0;
    const bomb =
      '{callerOrganization{users(first:100){nodes{organization{users(first:100){nodes{organization{users(first:100){nodes{id}}}}}}}}}}';
    const answer = await gateway.client.execute(bomb);
    expect([answer.status, errorCode(answer)]).toEqual([400, 'QUERY_TOO_COMPLEX']);
    expect(answer.errors?.[0]?.message).toMatch(
      /asks for up to 1,0\d\d,\d{3} nodes; 20,000 are allowed\. Ask for smaller pages \(first\)/,
    );
    expect(world.identity.received).toEqual([]);
  });

  test('counts the value of a variable', async () => {
    const query = report(100, 100).replace('first: 100', 'first: $n').replace('{', 'query ($n: Int!) {');
    expect((await gateway.client.execute(query, { n: 10 })).status).toBe(200);
    expect(errorCode(await gateway.client.execute(query, { n: 1000 }))).toBe('QUERY_TOO_COMPLEX');
  });
});
