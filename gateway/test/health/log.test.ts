import { Writable } from 'node:stream';
import { graphqlClient } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startGateway } from '../../src/server.js';
import { startTestWorld, type TestWorld } from '../support/test-world.js';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.stop());

test('the log has one line per request, with its id and name, and nothing secret or personal', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  const { supergraph, settings } = world;
  const gateway = await startGateway(settings, { supergraph, log, host: '127.0.0.1' });
  const token = await world.issuer.person('canary-oid', { preferred_username: 'canary@mail.example' });
  const client = graphqlClient(`${gateway.url}/graphql`, token);
  const answer = await client.execute(
    'query Search($text: String!) { echo(text: $text) hidden broken }',
    { text: 'canary-variable' },
    { cookie: 'canary-cookie=1' },
  );
  await client.execute('query Broken { echo(text: "canary-document" }');
  await client.as('canary.to.ken').execute('{ viewer { id } }');
  await client.execute('query Line { __typename }', undefined, { 'user-agent': 'canary\tagent' });
  await fetch(`${gateway.url}/associate/callback?code=canary-code&state=canary-state`, {
    headers: { cookie: 'associate=canary-cookie' },
  });
  await fetch(`${gateway.url}/calendar/canary-calendar/canary-secret.ics`);
  await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query A { __typename }', operationName: 'canary\n{"level":60}' }),
  });
  await gateway.stop();
  const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  expect(requests[0]).toMatchObject({
    requestId: answer.headers.get('x-request-id'),
    method: 'POST',
    route: '/graphql',
    status: 200,
    caller: 'person',
    fetches: 1,
  });
  expect(requests.length).toBe(7);
  const unnamed = lines.map((line) => line.replaceAll('canary\\n{\\"level\\":60}', ''));
  expect(unnamed.join('')).not.toMatch(/canary|secret_table/);
  expect(lines.join('')).not.toContain(token.split('.')[2]);
});
