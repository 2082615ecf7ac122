import { Argument, Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { required, textOf } from './values.js';

export const RULES: CommandGroup = {
  name: 'rules',
  description: 'rule sets (services/credits/rules/README.md)',
  commands: [
    {
      name: 'check',
      description: 'lists every fault of rule files with file, place and reason',
      arguments: [new Argument('<file...>', 'the files')],
      work: async (files) => (await import('@app/credits/cli/rules')).checkRules(files),
    },
    {
      name: 'compare',
      description: 'compares two rule sets by area and, with CREDITS_DATABASE_URL, by organization',
      arguments: [required('from', 'id or file'), required('to', 'id or file')],
      options: [new Option('--on <day>', 'the day of the comparison, YYYY-MM-DD (default: today)')],
      work: async ([from = '', to = ''], { on }, run) =>
        (await import('@app/credits/cli/rules')).compareRuleSets({ from, to, on: textOf(on) }, run),
    },
  ],
};
