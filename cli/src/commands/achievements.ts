import { Option } from 'commander';
import type { CommandGroup, Options } from '../program.js';
import { mandatory, required, textOf } from './values.js';

const SOURCES = ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const;
const FORMATS = ['csv', 'ndjson', 'badges'] as const;
const ORDERS = ['day-first', 'month-first', 'iso'] as const;

export const ACHIEVEMENTS: CommandGroup = {
  name: 'achievements',
  description: 'files of achievements (docs/bulk-import.md)',
  commands: [
    {
      name: 'import',
      description:
        'imports a file by the rules of the API, or compares it with what is recorded; continues after an interruption',
      arguments: [required('file', 'the file')],
      options: [
        mandatory('--source <source>', 'the learning source of the file').choices(SOURCES),
        new Option('--format <format>', 'overrides the extension of the file').choices(FORMATS),
        new Option('--dates <order>', 'the order of dates, where the file does not show it').choices(ORDERS),
        new Option('--issuers <file>', 'the accepted issuers of badges'),
        new Option('--rejected <file>', 'the file for rejected rows (default: <file>.rejected.ndjson)'),
        new Option('--dry-run', 'compares, and writes nothing to the database'),
        new Option('--report <file>', 'with --dry-run: each row with its outcome'),
      ],
      change: ([file], { dryRun }) => (dryRun === true ? null : `Import ${file}?`),
      work: async ([file = ''], options, run) =>
        (await import('@app/credits/cli/import-achievements')).importFile(importOf(file, options), run),
    },
  ],
};

function importOf(path: string, options: Options) {
  return {
    path,
    source: SOURCES.find((source) => source === options.source) ?? 'MICROSOFT_LEARN',
    format: FORMATS.find((format) => format === options.format),
    dates: ORDERS.find((order) => order === options.dates),
    issuersPath: textOf(options.issuers),
    rejectedPath: textOf(options.rejected),
    dryRun: options.dryRun === true,
    reportPath: textOf(options.report),
  };
}
