import type { CommandGroup } from '../program.js';
import { mandatory } from './values.js';

export const REPORT: CommandGroup = {
  name: 'report',
  description: 'Skills Reports',
  commands: [
    {
      name: 'refresh',
      description:
        'publishes the missing Skills Reports of all refreshes up to a day, as the job does within two minutes',
      options: [mandatory('--as-of <day>', 'the last day, YYYY-MM-DD; not in the future')],
      change: (_words, { asOf }) => `Publish the missing Skills Reports up to ${String(asOf)}? A report never changes.`,
      work: async (_words, { asOf }, run) =>
        (await import('@app/credits/cli/report')).refreshReports(String(asOf), run),
    },
  ],
};
