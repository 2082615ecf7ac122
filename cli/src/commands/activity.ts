import { Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { mandatory, textOf } from './values.js';

export const ACTIVITY: CommandGroup = {
  name: 'activity',
  description: 'what happened to users and links (docs/operations.md, Activity)',
  commands: [
    {
      name: 'verify',
      description: 'computes the hash chains again and names every entry that was changed, deleted or forged by hand',
      options: [
        new Option('--organization <id>', 'of one organization'),
        new Option('--against <file>', 'compares with an earlier output of --json, kept outside the database'),
      ],
      work: async (_words, { organization, against }, run) =>
        (await import('../activity/verify-activity.js')).verifyActivity(
          { organization: textOf(organization), against: textOf(against) },
          run,
        ),
    },
    {
      name: 'export',
      description: 'writes the activity of an organization to standard output, oldest first',
      options: [
        mandatory('--organization <id>', 'the organization'),
        new Option('--from <instant>', 'entries since then'),
        new Option('--to <instant>', 'entries before then'),
        new Option('--format <format>', 'of the lines').choices(['csv', 'ndjson']).default('csv'),
      ],
      work: async (_words, { organization, from, to, format, json }, run) =>
        (await import('../activity/export-activity.js')).exportActivity(
          {
            organization: String(organization),
            from: textOf(from),
            to: textOf(to),
            format: json === true || format === 'ndjson' ? 'ndjson' : 'csv',
          },
          run,
        ),
    },
  ],
};
