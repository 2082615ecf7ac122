import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MIGRATIONS } from '@app/credits/database/migrations';
import type { startCredits } from '@app/credits/server';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { testRolePasswords } from '@app/test-kit/database';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import pg from 'pg';
import { FIRST_PROFILE } from '../generate-achievements.js';
import { type Bench, urlOf } from '../harness.js';

type Settings = Parameters<typeof startCredits>[0];

/** A database of the credits service, with users and links. */
export class CreditsDatabase {
  private constructor(
    readonly print: Bench['print'],
    readonly lines: number,
    readonly admin: pg.Client,
    readonly settings: Settings,
    readonly keys: TestIdentityKeys,
  ) {}

  static async create({ serverUrl, admin: root, print }: Bench, name: string, lines: number): Promise<CreditsDatabase> {
    await root.query(`CREATE DATABASE ${name}`);
    const adminUrl = urlOf(serverUrl, { database: name });
    await prepareService({ adminUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
    const admin = new pg.Client({ connectionString: adminUrl });
    admin.on('error', () => undefined);
    await admin.connect();
    const keys = await testIdentityKeys();
    const { appPassword, workerPassword } = testRolePasswords;
    const settings = {
      databaseUrl: urlOf(adminUrl, { user: 'credits_app', password: appPassword }),
      workerDatabaseUrl: urlOf(adminUrl, { user: 'credits_worker', password: workerPassword }),
      host: '127.0.0.1',
      port: 0,
      verifyKey: keys.verifyKeyJwk,
      eventSigningSecret: 'a secret that only benchmarks ever know',
      consumers: { identity: 'http://127.0.0.1:9' },
      embeddedWorkers: true,
      creditDeadlineDays: 10,
      reportDay: 10,
      production: false,
      publicUrl: 'http://localhost:4000',
      exportsFolder: mkdtempSync(join(tmpdir(), 'skill-link-bench-')),
      exportsBucket: null,
      webhookPorts: [443],
      webhookNetworks: [],
    };
    return new CreditsDatabase(print, lines, admin, settings, keys);
  }

  count(table: string): Promise<number> {
    return this.#number(`SELECT count(*)::integer AS n FROM ${table}`);
  }

  notCounted(): Promise<number> {
    return this.#number(`SELECT count(*)::integer AS n
      FROM credits.association JOIN credits.achievement USING (source, profile_id)
      LEFT JOIN credits.credit ON credit.achievement_id = achievement.id
        AND credit.organization_id = association.organization_id AND credit.counted_at IS NOT NULL
      WHERE credit.id IS NULL`);
  }

  notCalculated(): Promise<number> {
    return this.#number(`SELECT count(*)::integer AS n FROM (
      SELECT user_id FROM credits.person WHERE holdings_as_of IS NULL
      UNION SELECT user_id FROM credits.recalculation_queue) AS waiting`);
  }

  async untilCounted(): Promise<void> {
    while ((await this.notCounted()) + (await this.notCalculated()) > 0) await pause(1_000);
  }

  async #number(query: string): Promise<number> {
    const { rows } = await this.admin.query<{ n: number }>(query);
    return rows[0]?.n ?? 0;
  }
}

/** The number of users for a file of so many lines. */
export function usersOf(lines: number): number {
  return Math.floor(lines / 10);
}

/** Ten organizations with their users and links. They register now, so that no job publishes their earlier Skills Reports meanwhile. */
export async function fill(admin: pg.Client, users: number): Promise<void> {
  await admin.query('CREATE TEMPORARY TABLE firm AS SELECT n, uuidv7() AS id FROM generate_series(0, 9) AS n');
  await admin.query(
    "INSERT INTO credits.organization (id, version, name, partner_id, registered_at) SELECT id, 1, 'Firm ' || n, n::text, now() FROM firm",
  );
  await admin.query(
    `CREATE TEMPORARY TABLE person AS SELECT number AS n, uuidv7() AS id, firm.id AS organization_id
     FROM generate_series(0, ${users - 1}) AS number JOIN firm ON firm.n = number % 10`,
  );
  await admin.query(
    `INSERT INTO credits.user_account
     SELECT id, 1, organization_id, 'p' || n || '@firm.example', 'Person ' || n, 'ACTIVE' FROM person`,
  );
  await admin.query(
    'INSERT INTO credits.person (organization_id, user_id) SELECT organization_id, id FROM person WHERE n % 10 < 8',
  );
  await admin.query(
    `INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
     SELECT uuidv7(), 1, 'MICROSOFT_LEARN', (${FIRST_PROFILE} + n)::text, id, organization_id, '2026-01-01' FROM person WHERE n % 10 < 8`,
  );
  await admin.query('VACUUM ANALYZE');
}
