import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { createLog } from '@app/subgraph-kit/processes/log';
import type { Pool } from 'pg';
import type { RuleSet } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Comparison, compareRules } from '../../../src/scores/application/compare-rules.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
let pool: Pool;
beforeAll(async () => {
  credits = await testCredits();
  pool = readPool(credits.database.appUrl, createLog('credits'), 1);
});
afterAll(async () => {
  await pool.end();
  await credits.stop();
});

const rules = loadRules();
const [to, from] = rules.ruleSets as [RuleSet, RuleSet];

async function compared(on: string): Promise<Comparison[]> {
  const reads = new RequestReads(pool, 'every-organization');
  const all: Comparison[] = [];
  const request = { from, to, on: parseDay(on) as Day, now: credits.clock.now(), rules };
  for await (const one of compareRules(reads, request)) all.push(one);
  await reads.close();
  return all;
}

it('lists the organizations whose score another version changes, before and after, on any day', async () => {
  const [some, none] = [await credits.anOrganization(), await credits.anOrganization()];
  for (const held of [['SEC-OPS', 'CLOUD-AI-SEC'], ['IAM']]) {
    const { profileId } = await credits.aLink(await credits.aUser(some));
    const achievedAt = '2026-07-10T10:00:00.000Z';
    await credits.record(held.map((credentialCode) => ({ profileId, credentialCode, achievedAt })));
  }
  await credits.allCounted();
  const now = await compared('2026-08-01');
  expect(now.map(({ id }) => id).sort()).toEqual([some, none].sort());
  expect(now.find(({ id }) => id === none)?.changes).toEqual([]);
  const { changes } = now.find(({ id }) => id === some) as Comparison;
  expect(changes.find((change) => change.startsWith('security'))).toBe('security 0 ENTERPRISE → 16 SMB');
  expect((await compared('2026-07-09')).flatMap((one) => one.changes)).toEqual([]);
});
