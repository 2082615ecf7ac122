import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { SentItem } from '../../src/achievements/domain/reported-item.js';
import { countMissingCredits, countRecorded } from '../../src/credits/application/count-credits.js';
import { creditsDataSource } from '../../src/database/data-source.js';
import { inputReader } from '../../src/importing/api/input-reader.js';
import {
  type ImportAchievements,
  type ImportOutcome,
  importAchievements,
} from '../../src/importing/application/import-achievements.js';
import type { FileFormat } from '../../src/importing/application/reading/import-file.js';
import {
  type ReconcileFile,
  type ReconcileOutcome,
  reconcileFile,
} from '../../src/importing/application/reconcile-file.js';
import { loadRules } from '../../src/rules/store/load-rules.js';
import { creditsSubgraph } from '../../src/subgraph.js';
import { aProfile, type TestCredits } from './credits.js';

export type RejectedRow = { line: number; externalId: string | null; reason: string };

export type TestImporter = {
  /** Creates a file with this content; `csv` by default. */
  file(content: string | Buffer, format?: FileFormat): Promise<string>;
  run(path: string, changes?: Partial<ImportAchievements>): Promise<ImportOutcome>;
  /** Compares a file without writing anything. */
  reconcile(path: string, changes?: Partial<ReconcileFile>): Promise<ReconcileOutcome>;
  rejected(path: string): Promise<RejectedRow[]>;
  count: ImportAchievements['count'];
  /** Recalculates the people in the queue. */
  finish(): Promise<void>;
  stop(): Promise<void>;
};

/** The import command in this process, beside the service under test. */
export async function testImporter(credits: TestCredits): Promise<TestImporter> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  const dependencies = { dataSource, clock: credits.clock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
  const readInput = inputReader<SentItem>((await creditsSubgraph()).schema, 'AchievementInput');
  const count = (recorded: Parameters<ImportAchievements['count']>[0]) => countRecorded(dependencies, recorded);
  const finish = () => countMissingCredits(dependencies, 'links-with-pending-credits');
  let files = 0;
  return {
    count,
    finish,
    async file(content, format = 'csv') {
      files += 1;
      const path = join(folder, `${files}.${format}`);
      await writeFile(path, content);
      return path;
    },
    run: (path, changes = {}) =>
      importAchievements(dependencies, {
        ...fileOf(path),
        rejectedPath: `${path}.rejected`,
        readInput,
        count,
        finish: (interrupted) =>
          countMissingCredits(dependencies, interrupted ? 'every-open-link' : 'links-with-pending-credits'),
        ...changes,
      }),
    reconcile: (path, changes = {}) =>
      reconcileFile(dependencies, { ...fileOf(path), reportPath: `${path}.report`, readInput, ...changes }),
    async rejected(path) {
      const text = await readFile(`${path}.rejected`, 'utf8');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as RejectedRow);
    },
    async stop() {
      await dataSource.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

/** A file of Microsoft Learn in the format of its extension. */
function fileOf(path: string): Pick<ImportAchievements, 'path' | 'reading' | 'source'> {
  return { path, reading: { format: extname(path).slice(1) as FileFormat }, source: 'MICROSOFT_LEARN' };
}

export const DAY = '2026-05-04T10:00:00.000Z';
export const HEADER = 'externalId,profileId,credentialCode,achievedAt,expiresOn';

/** The totals of the rows: recorded, repeated, rejected. */
export function counts(outcome: object): unknown[] {
  const { recorded, repeated, rejected } = outcome as { recorded: number; repeated: number; rejected: unknown };
  return [recorded, repeated, rejected];
}

type Cells = { externalId?: string; profileId?: string; code?: string; at?: string; until?: string };

/** A row under HEADER, valid in every cell that is not given. */
export function line({ externalId, profileId, code = 'AZ-ADMIN', at = DAY, until = '' }: Cells = {}): string {
  return [externalId ?? randomUUID(), profileId ?? aProfile(), code, at, until].join(',');
}

/** The recorded achievements and trainings of a profile. */
export function achievementsOf(credits: TestCredits, profileId: string): Promise<object[]> {
  return credits.sql(
    `SELECT credential_code, achieved_at, expires_on::text FROM credits.achievement WHERE profile_id = $1 ORDER BY 1, 2`,
    [profileId],
  );
}
