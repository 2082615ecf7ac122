import { Writable } from 'node:stream';
import { graphqlClient } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { missingAuthTimeLog } from '../../src/caller/missing-auth-time.js';
import { startGateway } from '../../src/server.js';
import { startTestWorld, type TestWorld } from '../support/test-world.js';

const lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(JSON.parse(String(chunk)));
    done();
  },
});
const log: Logger = pino({ level: 'trace' }, sink);
const warnings = () => lines.filter(({ msg }) => String(msg).includes('auth_time'));
beforeEach(() => void lines.splice(0));

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ template: true });
});
afterAll(() => world.stop());

test('an auth_time that is no time counts as absent and prevents nothing but linking', async () => {
  const { settings, supergraph, issuer } = world;
  const gateway = await startGateway(settings, { supergraph, log, host: '127.0.0.1' });
  const client = graphqlClient(`${gateway.url}/graphql`);
  const odd = [null, '1800000000', '2026-11-30T08:00:00.000Z', [1_800_000_000], -1, 1_800_000_000_000, true, {}];
  for (const [index, authTime] of odd.entries()) {
    const tid = `33333333-2222-4333-8444-00000000000${index}`;
    const token = await issuer.person('canary-odd', { tid, auth_time: authTime });
    const { status, errors } = await client.as(token).execute('{ viewer { displayName } }');
    expect([authTime, status, errors, warnings().length]).toEqual([authTime, 200, undefined, index + 1]);
  }
  await gateway.stop();
});

describe('tokens without auth_time', () => {
  const OTHER = '11111111-2222-4333-8444-555555555555';

  test('are logged once an hour for each issuer, without the user', async () => {
    const { supergraph, settings, issuer } = world;
    const gateway = await startGateway(settings, { supergraph, log, host: '127.0.0.1' });
    const client = graphqlClient(`${gateway.url}/graphql`);
    const ask = async (token: string) =>
      expect((await client.as(token).execute('{ viewer { displayName } }')).status).toBe(200);
    await ask(await issuer.person('canary-with', { auth_time: 1_800_000_000 }));
    await ask(await issuer.machine(['users:read']));
    expect(warnings()).toEqual([]);
    for (const oid of ['canary-a', 'canary-b', 'canary-a']) await ask(await issuer.person(oid));
    await ask(await issuer.person('canary-c', { tid: OTHER }));
    world.answerLookups(() => ({ caller: 'none' }));
    await ask(await issuer.person('canary-stranger', { tid: '22222222-2222-4333-8444-555555555555' }));
    await gateway.stop();
    const issuers = warnings().map((line) => [line.level, line.issuer]);
    expect(issuers).toEqual([
      [40, issuer.issuer.replace('{tenantid}', '5d1f0d5c-2f6e-4f0a-9d6e-1f2a3b4c5d6e')],
      [40, issuer.issuer.replace('{tenantid}', OTHER)],
    ]);
    expect(JSON.stringify(warnings())).not.toMatch(/canary/);
  });
});

test('are logged again after an hour', () => {
  let now = 0;
  const warn = missingAuthTimeLog(log, () => now);
  for (const minutes of [0, 59, 60, 61, 119, 120]) {
    now = minutes * 60_000;
    warn('https://issuer.example', `request at ${minutes}`);
  }
  expect(warnings().map(({ requestId }) => requestId)).toEqual(['request at 0', 'request at 60', 'request at 120']);
});
