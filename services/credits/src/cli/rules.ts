import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { failed, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { comparisonEnvironment } from '../environment.js';
import type { RuleSet } from '../rules/domain/rule-set.js';
import { changesBetween } from '../rules/domain/rule-set-changes.js';
import { loadRules, type Rules, readRuleFile } from '../rules/store/load-rules.js';
import { type Comparison, compareRules } from '../scores/application/compare-rules.js';
import { type Day, dayOf, parseDay } from '../values/domain/day.js';

/** Lists every fault of rule files with file, place and reason. */
export async function checkRules(files: readonly string[]): Promise<CommandResult> {
  const checked = files.map((file) => {
    try {
      readRuleFile(file, loadRules());
      return { file, fault: null };
    } catch (error) {
      return { file, fault: (error as Error).message };
    }
  });
  const faulty = checked.some(({ fault }) => fault !== null);
  return {
    text: checked.map(({ file, fault }) => fault ?? `${file}: no fault`),
    data: { files: checked },
    exitCode: faulty ? EXIT_CODE.failed : EXIT_CODE.done,
  };
}

/** Two rule sets by id or file, and the day on which they are compared. */
export type RuleComparison = { readonly from: string; readonly to: string; readonly on: string | undefined };

/** Compares two rule sets area by area and, with a database, organization by organization. */
export async function compareRuleSets(
  { from: fromName, to: toName, on: day }: RuleComparison,
  { environment }: CommandRun,
): Promise<CommandResult> {
  const on = day === undefined ? dayOf(new Date()) : parseDay(day);
  if (on === undefined) throw wrongCall('--on: this is no day.', 'A day is YYYY-MM-DD.');
  const { CREDITS_DATABASE_URL: url } = readEnvironment(comparisonEnvironment, environment);
  if (url !== undefined) await assertDatabases({ CREDITS_DATABASE_URL: url });
  const rules = loadRules();
  const [from, to] = [ruleSetOf(fromName, rules), ruleSetOf(toName, rules)];
  const areas = changesBetween(from, to, on);
  const organizations = url === undefined ? null : await organizationsWithChanges(url, { from, to, on, rules });
  return {
    text: [
      `${from.id} → ${to.id}, as of ${on}`,
      ...areas.flatMap(({ area, changes }) => ['', area, ...changes.map((change) => `  ${change}`)]),
      '',
      ...(organizations === null
        ? ['Whose score changes: set CREDITS_DATABASE_URL (as credits_app).']
        : linesOf(organizations)),
    ],
    data: { from: from.id, to: to.id, on, areas, organizations },
  };
}

type Organizations = { readonly compared: number; readonly changed: readonly Comparison[] };

async function organizationsWithChanges(
  url: string,
  versions: { from: RuleSet; to: RuleSet; on: Day; rules: Rules },
): Promise<Organizations> {
  const pool = readPool(url, undefined, 1);
  const reads = new RequestReads(pool, 'every-organization');
  const changed: Comparison[] = [];
  let compared = 0;
  try {
    for await (const organization of compareRules(reads, versions)) {
      compared += 1;
      if (organization.changes.length > 0) changed.push(organization);
    }
    return { compared, changed };
  } finally {
    await reads.close();
    await pool.end();
  }
}

function linesOf({ compared, changed }: Organizations): string[] {
  return [
    ...changed.flatMap(({ id, name, changes }) => [`${name} (${id})`, ...changes.map((change) => `  ${change}`), '']),
    `${changed.length} of ${compared} organizations change.`,
  ];
}

function ruleSetOf(name: string, rules: Rules): RuleSet {
  const known = rules.ruleSets.find(({ id }) => id === name);
  if (known) return known;
  try {
    const read = readRuleFile(name, rules);
    if (read) return read;
  } catch (error) {
    throw failed('FAULTY_RULE_FILE', (error as Error).message, 'skill-link rules check <file> lists every fault.');
  }
  throw failed('NO_RULE_SET', `${name}: holds no rule set`);
}
