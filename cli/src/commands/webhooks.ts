import { Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { mandatory, required, textOf } from './values.js';

const webhook = required('webhook', 'its id');

export const WEBHOOKS: CommandGroup = {
  name: 'webhooks',
  description: 'webhooks of organizations (docs/webhooks.md)',
  commands: [
    {
      name: 'list',
      description: 'lists the webhooks of an organization with their state and what waits',
      arguments: [required('organization', 'its id')],
      work: async ([organization = ''], _options, run) =>
        (await import('@app/credits/cli/webhooks')).listWebhooks(organization, run),
    },
    {
      name: 'test',
      description: 'sends a test event at once and shows what came back',
      arguments: [webhook],
      options: [new Option('--type <type>', 'the type whose example is sent').default('webhook.test')],
      change: ([id]) => `Send a test to the webhook ${id}?`,
      work: async ([id = ''], { type }, run) =>
        (await import('@app/credits/cli/webhooks')).testWebhook(id, String(type), run),
    },
    {
      name: 'replay',
      description: 'sends the events of a span of the last 30 days again, oldest first',
      arguments: [webhook],
      options: [
        mandatory('--since <instant>', 'the begin, in UTC'),
        new Option('--until <instant>', 'the end, in UTC (default: now)'),
        new Option('--undelivered', 'only events that were never delivered'),
      ],
      change: ([id], { since }) => `Send the events since ${String(since)} to the webhook ${id} again?`,
      work: async ([id = ''], { since, until, undelivered }, run) =>
        (await import('@app/credits/cli/webhooks')).replayEvents(
          id,
          { since: String(since), until: textOf(until), undeliveredOnly: undelivered === true },
          run,
        ),
    },
    {
      name: 'resume',
      description: 'makes a paused or disabled webhook active and sends what was held',
      arguments: [webhook],
      options: [new Option('--discard', 'discards what was held')],
      change: ([id], { discard }) =>
        `Resume the webhook ${id}${discard === true ? ' and discard the events that were held' : ''}?`,
      work: async ([id = ''], { discard }, run) =>
        (await import('@app/credits/cli/webhooks')).resumeDeliveries(id, discard === true, run),
    },
  ],
};
