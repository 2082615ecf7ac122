import type { CommandGroup } from '../program.js';
import { required } from './values.js';

export const KEYS: CommandGroup = {
  name: 'keys',
  description: 'secrets of the installation (docs/operations.md, Secrets)',
  commands: [
    {
      name: 'rotate',
      description: 'makes a new SESSION_SECRET or INTERNAL_SIGNING_KEY: in the file of NAME_FILE, or shown once',
      arguments: [required('name', 'the name of the setting')],
      secret: true,
      change: ([name]) => `Make a new ${name}?`,
      work: async ([name = ''], _options, run) => (await import('../keys/rotate-key.js')).rotateKey(name, run),
    },
  ],
};
