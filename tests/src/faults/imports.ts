import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../repository.js';
import { untilAnswered } from './attempts.js';
import type { Cluster } from './cluster.js';
import type { HistoryRecorder } from './judge/history.js';

/** The name of the program of operators among the processes that can be killed. */
export const IMPORTER = 'importer';

const ROWS = 1_200;
const HEADER = 'externalId,profileId,credentialCode,achievedAt';

/** Imports files by the command of operators, which is started again until it has ended. */
export function importer(cluster: Cluster, history: HistoryRecorder) {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-faults-import-'));
  const address = new URL(String(cluster.stack.operatorSettings.CREDITS_DATABASE_URL));
  address.searchParams.set('application_name', IMPORTER);
  let running: ReturnType<typeof spawn> | undefined;
  const idOf = (file: number, row: number) => `import-${file}-${row}`;

  async function run(path: string): Promise<{ isDone: boolean; said: string }> {
    const words = ['achievements', 'import', path, '--source', 'MICROSOFT_LEARN', '--yes'];
    running = spawn(process.execPath, [join(REPOSITORY, 'cli', 'dist', 'main.js'), ...words], {
      env: { CREDITS_DATABASE_URL: address.href },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [running.stdout, running.stderr])
      stream?.on('data', (text) => {
        output += text;
      });
    const [code, signal] = await once(running, 'close');
    return { isDone: code === 0, said: output || String(signal) };
  }

  return {
    kill: () => void running?.kill('SIGKILL'),
    /** Imports a file of its own number; the totals say that each row was recorded once. */
    async importFile(file: number): Promise<void> {
      const path = join(folder, `${file}.csv`);
      const rows = Array.from(
        { length: ROWS },
        (_, row) => `${idOf(file, row)},${8_000_000 + row},AZ-ADMIN,2026-05-04T10:00:00.000Z`,
      );
      writeFileSync(path, [HEADER, ...rows, ''].join('\n'));
      await untilAnswered(history, `import of file ${file}`, async () => {
        const { isDone, said } = await run(path);
        if (!isDone) return { outcome: 'unknown', answer: said, value: undefined };
        const isWhole = said.startsWith(`${ROWS} rows: ${ROWS} recorded, 0 repeated, 0 rejected.`);
        return { outcome: isWhole ? 'ok' : 'fail', answer: said, value: said };
      });
    },
    /** A file counts as often as its rows do; as 0 times where one is missing. */
    async present(files: number): Promise<Map<string, number>> {
      const found = await cluster.sql<{ file: string; rows: number; reports: number }>(
        `SELECT split_part(external_id, '-', 2) AS file, count(DISTINCT external_id)::integer AS rows,
           count(*)::integer AS reports
         FROM credits.achievement_report WHERE external_id LIKE 'import-%' AND amends IS NULL GROUP BY 1`,
      );
      const times = new Map(found.map(({ file, rows, reports }) => [file, rows < ROWS ? 0 : reports / ROWS]));
      return new Map(
        Array.from({ length: files }, (_, file) => [`import of file ${file}`, Math.ceil(times.get(String(file)) ?? 0)]),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
