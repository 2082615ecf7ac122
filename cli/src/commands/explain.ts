import { Option } from 'commander';
import type { CommandDefinition } from '../program.js';
import { required, textOf } from './values.js';

export const EXPLAIN: CommandDefinition = {
  name: 'explain',
  description: 'says of a learning profile where it is linked, what is recorded, and what counts or why not',
  arguments: [required('profile', 'its id: an MCID or a Partner University id')],
  options: [
    new Option('--source <source>', 'where both sources have ids of this form').choices([
      'MICROSOFT_LEARN',
      'PARTNER_UNIVERSITY',
    ]),
  ],
  work: async ([profile = ''], { source }, run) =>
    (await import('../explain/explain-profile.js')).explainProfile({ profileId: profile, source: textOf(source) }, run),
};
