import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SentItem } from '@app/credits/achievements/domain/reported-item';
import { countRecorded } from '@app/credits/credits/application/count-credits';
import { publishCreditChanges } from '@app/credits/credits/application/publish-credit-changes';
import { creditsDataSource } from '@app/credits/database/data-source';
import { numberEvents } from '@app/credits/events/application/number-events';
import { recalculateHoldings } from '@app/credits/holdings/store/holding.store';
import { inputReader } from '@app/credits/importing/api/input-reader';
import { importAchievements } from '@app/credits/importing/application/import-achievements';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { startCredits } from '@app/credits/server';
import { creditsSubgraph } from '@app/credits/subgraph';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { graphqlClient } from '@app/test-kit/graphql-client';
import { CreditsDatabase, fill, usersOf } from './credits/credits-database.js';
import { benchmark, cpuSeconds, secondsSince } from './harness.js';

// What events cost: the import of a file of achievements step by step, with the CPU of this process and of its database
// connections: import, holdings, events of the credits, the same again without a change, numbers and bodies, the first page
// to the last. Argument: number of lines.
const PEOPLE_AT_A_TIME = 200;
const log = createLog('bench');
log.level = 'warn';

type Transaction = Parameters<typeof publishCreditChanges>[0];
type Person = { organizationId: string; userId: string };

await benchmark('events', async (bench) => {
  const lines = Number(bench.arguments[0] ?? '100000');
  const folder = mkdtempSync(join(tmpdir(), 'events-'));
  const file = join(folder, 'achievements.csv');
  spawnSync(process.execPath, [join(import.meta.dirname, 'generate-achievements.js'), String(lines), file]);
  const database = await CreditsDatabase.create(bench, 'events', lines);
  const { admin, settings, print } = database;
  const dataSource = await creditsDataSource(`${settings.databaseUrl}?application_name=events`).initialize();
  try {
    await fill(admin, usersOf(lines));
    const rules = loadRules();
    const readInput = inputReader<SentItem>((await creditsSubgraph()).schema, 'AchievementInput');
    const dependencies = { dataSource, clock: systemClock, rules, creditDeadlineDays: 10, reportDay: 10 };

    const step = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      const before = await spent();
      const begun = performance.now();
      await work();
      const after = await spent();
      const [own, ofDatabase] = [after.own - before.own, after.ofDatabase - before.ofDatabase];
      print(`${what}: ${secondsSince(begun)} s, CPU ${own.toFixed(1)} s + PostgreSQL ${ofDatabase.toFixed(1)} s`);
    };
    // A connection that the pool has closed keeps what it has spent.
    const connections = new Map<number, number>();
    const spent = async (): Promise<{ own: number; ofDatabase: number }> => {
      const { user, system } = process.cpuUsage();
      const { rows } = await admin.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'events'",
      );
      for (const { pid } of rows) connections.set(pid, cpuSeconds(pid) ?? connections.get(pid) ?? 0);
      const ofDatabase = [...connections.values()].reduce((total, seconds) => total + seconds, 0);
      return { own: (user + system) / 1e6, ofDatabase };
    };
    const inBatches = async (work: (manager: Transaction, people: Person[]) => Promise<void>): Promise<void> => {
      const { rows } = await admin.query<Person>(
        'SELECT organization_id AS "organizationId", user_id AS "userId" FROM credits.person ORDER BY 1, 2',
      );
      for (let from = 0; from < rows.length; from += PEOPLE_AT_A_TIME) {
        const people = rows.slice(from, from + PEOPLE_AT_A_TIME);
        await inTransaction(dataSource, 'every-organization', async (manager) => {
          await manager.query("SET LOCAL statement_timeout = '60s'");
          await work(manager, people);
        });
      }
    };

    await step('import of the file', () =>
      importAchievements(dependencies, {
        path: file,
        reading: { format: 'csv' },
        source: 'MICROSOFT_LEARN',
        rejectedPath: `${file}.rejected`,
        readInput,
        count: (recorded) => countRecorded(dependencies, recorded),
        finish: () => Promise.resolve(),
      }),
    );
    print(`credits: ${await database.count('credits.credit')}, people: ${await database.count('credits.person')}`);
    await admin.query('ANALYZE');
    await step('holdings of all people', () =>
      inBatches((manager, people) => recalculateHoldings(manager, rules.catalog, people, systemClock.now())),
    );
    const publish = () =>
      inBatches((manager, people) => publishCreditChanges(manager, { rules, now: systemClock.now() }, people));
    await step('events of their credits', publish);
    print(`events: ${await database.count('credits.event')}`);
    await step('the same without a change', publish);
    const begun = performance.now();
    await step('numbers and bodies', () => numberEvents(dependencies));
    const events = await database.count('credits.event WHERE sequence IS NOT NULL');
    print(`${Math.round(events / ((performance.now() - begun) / 1_000))} events a second`);
    const { rows } = await admin.query<{ mean: number; most: number; table: string }>(
      `SELECT avg(octet_length(body))::integer AS mean, max(octet_length(body)) AS most,
         pg_size_pretty(pg_total_relation_size('credits.event')) AS table FROM credits.event`,
    );
    print(`body: ${rows[0]?.mean} bytes on average, ${rows[0]?.most} at most; the table: ${rows[0]?.table}`);
    await read(database);
  } finally {
    await dataSource.destroy();
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A program reads the log of the largest organization page by page. */
async function read({ admin, settings, keys, print }: CreditsDatabase): Promise<void> {
  const service = await startCredits({ ...settings, embeddedWorkers: false }, { log });
  const { rows } = await admin.query<{ id: string }>(
    'SELECT organization_id AS id FROM credits.event GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  );
  const organizationId = rows[0]?.id ?? '';
  const caller = { kind: 'machine', clientId: 'bench', organizationId, permissions: ['webhooks:write'] } as const;
  const client = graphqlClient(`${service.url}/graphql`, await keys.bearerFor(caller, 'credits', systemClock));
  const query = `query ($of: [_Any!]!, $after: Int!) { _entities(representations: $of) { ... on Organization {
    events(first: 1000, filter: { afterSequence: $after }) { nodes { sequence body } } } } }`;
  const begun = performance.now();
  let [after, pages] = [0, 0];
  for (;;) {
    type Answer = { _entities: [{ events: { nodes: { sequence: number }[] } }] };
    const { data } = await client.execute<Answer>(query, {
      of: [{ __typename: 'Organization', id: organizationId }],
      after,
    });
    const last = data?._entities[0].events.nodes.at(-1)?.sequence;
    if (last === undefined) break;
    [after, pages] = [last, pages + 1];
  }
  const each = (performance.now() - begun) / Math.max(1, pages);
  print(`log of one organization: ${after} events in pages of 1,000, ${each.toFixed(0)} ms a page`);
  await service.stop();
}
