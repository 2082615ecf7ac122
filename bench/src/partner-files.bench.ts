import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { CreditsDatabase, fill, usersOf } from './credits/credits-database.js';
import { FIRST_PROFILE } from './generate-achievements.js';
import { benchmark } from './harness.js';
import { importFile } from './import-process.js';

// A million lines of the vendor's Trainings export as a spreadsheet saves it: compared with an empty database, imported,
// compared again, and imported again. Time and peak memory. Argument: number of lines.
const COLUMNS =
  'TrainingActivityId,TrainingTitle,TrainingType,Email,TrainingCompletionDate,IcMCP,MCPID,PartnerName,ExpirationDate,ActivationStatus\n';
const LINES_PER_PROFILE = 10;
const LINES_PER_WRITE = 10_000;

await benchmark('partner-files', async (bench) => {
  const [count = '1000000'] = bench.arguments;
  const lines = Number(count);
  const folder = mkdtempSync(join(tmpdir(), 'partner-files-'));
  const database = await CreditsDatabase.create(bench, 'partners', lines);
  try {
    await fill(database.admin, usersOf(lines));
    const file = join(folder, 'trainings.csv');
    await generate(file, lines);
    const compare = { options: ['--dry-run', '--report', join(folder, 'report.ndjson')] };
    for (const [title, options] of [
      ['Comparison with an empty database', compare],
      ['Import', {}],
      ['Comparison with everything recorded', compare],
      ['Import of the same file again', {}],
    ] as const) {
      bench.print(`\n## ${title}`);
      const { output, seconds } = await importFile(database, file, options);
      bench.print(output.trimEnd().replaceAll(folder, '…'));
      bench.print(`${Math.round(lines / seconds)} lines a second`);
    }
  } finally {
    await database.admin.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Rows of ten credentials per profile; each fifth goes over two lines. */
async function generate(path: string, lines: number): Promise<void> {
  const titles = loadRules()
    .catalog.credentials.filter(({ source, kind }) => source === 'MICROSOFT_LEARN' && kind === 'CERTIFICATION')
    .map(({ title }) => `"${title}"`);
  const file = createWriteStream(path);
  file.write(COLUMNS);
  for (let written = 0; written < lines; written += LINES_PER_WRITE) {
    const rows = Array.from({ length: Math.min(LINES_PER_WRITE, lines - written) }, (_, index) => {
      const number = written + index;
      const profile = FIRST_PROFILE + Math.floor(number / LINES_PER_PROFILE);
      const day = String(1 + (number % 28)).padStart(2, '0');
      const partner = number % 5 === 0 ? '"Contoso\nLtd"' : 'Contoso';
      const dates = [`${day}/03/2026 23:07`, `${day}/03/2027 23:07`];
      return `3051,${titles[number % titles.length]},Certification,a@example.org,${dates[0]},1,${profile},${partner},${dates[1]},Active\n`;
    });
    if (!file.write(rows.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
