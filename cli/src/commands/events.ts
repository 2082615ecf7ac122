import { Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { required, wholeNumber } from './values.js';

export const EVENTS: CommandGroup = {
  name: 'events',
  description: 'event logs (docs/webhooks.md)',
  commands: [
    {
      name: 'tail',
      description: 'shows the newest events of the log of an organization',
      arguments: [required('organization', 'its id')],
      options: [
        new Option('--lines <number>', 'how many').argParser(wholeNumber(1, 10_000)).default(20),
        new Option('--after <sequence>', 'instead: the events after this number').argParser(
          wholeNumber(0, 999_999_999),
        ),
        new Option('--follow', 'waits for later events until Ctrl-C; with --json one event a line'),
      ],
      work: async ([organization = ''], { lines, after, follow }, run) =>
        (await import('@app/credits/cli/events')).tailEvents(
          organization,
          { lines: Number(lines), after: after === undefined ? undefined : Number(after), follow: follow === true },
          run,
        ),
    },
  ],
};
