import type { CommandDefinition } from '../program.js';

export const DOCTOR: CommandDefinition = {
  name: 'doctor',
  description:
    'checks settings, databases, migrations, gateway, issuers, clocks, queues, webhooks, mail, standby and disk; exit code 6 when it finds something',
  work: async (_words, _options, run) => (await import('../doctor/examine.js')).examine(run),
};
