import { error as fail, log } from 'node:console';
import { parseArgs } from 'node:util';
import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { readComparisonEnvironment } from '../environment.js';
import type { RuleSet } from '../rules/domain/rule-set.js';
import { changesBetween } from '../rules/domain/rule-set-changes.js';
import { loadRules, readRuleFile } from '../rules/store/load-rules.js';
import { compareRules } from '../scores/application/compare-rules.js';
import { dayOf, parseDay } from '../values/domain/day.js';

// `npm run rules:compare -- <from> <to> [--on day]`: compares two versions by id or file, area by area and organization
// by organization.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { on: { type: 'string' } } });
const [fromName, toName] = positionals;
const now = new Date();
const on = values.on === undefined ? dayOf(now) : parseDay(values.on);
if (fromName === undefined || toName === undefined || on === undefined) {
  fail('Which rule sets? npm run rules:compare -- <id or file> <id or file> [--on YYYY-MM-DD]');
  process.exit(2);
}
// Reads the settings before anything is printed: an invalid setting is one line.
const { CREDITS_DATABASE_URL: url } = readComparisonEnvironment();
if (url !== undefined) await checkDatabases({ CREDITS_DATABASE_URL: url });
const rules = loadRules();

function version(name: string): RuleSet {
  const ruleSet = rules.ruleSets.find(({ id }) => id === name) ?? readRuleFile(name, rules);
  if (ruleSet) return ruleSet;
  throw new Error(`${name}: holds no rule set`);
}

async function organizations(url: string, from: RuleSet, to: RuleSet, day: typeof on & string): Promise<void> {
  const pool = readPool(url, createLog('credits'), 1);
  const reads = new RequestReads(pool, 'every-organization');
  let [looked, changed] = [0, 0];
  try {
    for await (const { id, name, changes } of compareRules(reads, { from, to, on: day, rules })) {
      looked += 1;
      if (changes.length === 0) continue;
      changed += 1;
      log(`\n${name} (${id})`);
      for (const change of changes) log(`  ${change}`);
    }
  } finally {
    await reads.close();
    await pool.end();
  }
  log(`\n${changed} of ${looked} organizations change.`);
}

try {
  const [from, to] = [version(fromName), version(toName)];
  log(`${from.id} → ${to.id}, as of ${on}`);
  for (const { area, changes } of changesBetween(from, to, on)) {
    log(`\n${area}`);
    for (const change of changes) log(`  ${change}`);
  }
  if (url === undefined) log('\nWhose score changes: set CREDITS_DATABASE_URL (as credits_app).');
  else await organizations(url, from, to, on);
} catch (error) {
  fail((error as Error).message);
  process.exitCode = 1;
}
