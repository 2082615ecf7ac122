import { Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { mandatory, required, textOf } from './values.js';

export const SCIM_TOKEN: CommandGroup = {
  name: 'scim-token',
  description: 'bearer tokens of directories (docs/scim.md)',
  commands: [
    {
      name: 'issue',
      description: 'issues a token for the directory of an organization; two may be valid at a time',
      options: [
        mandatory('--organization <id>', 'the organization'),
        mandatory('--label <label>', 'distinguishes it from the other token'),
        new Option('--expires-at <instant>', 'the end of its validity, in UTC; without it, the token does not expire'),
      ],
      secret: true,
      change: (_words, options) => `Issue a SCIM token for the organization ${String(options.organization)}?`,
      work: async (_words, { organization, label, expiresAt }, run) =>
        (await import('@app/identity/cli/scim-token')).issueScimToken(
          { organizationId: String(organization), label: String(label), expiresAt: textOf(expiresAt) },
          run,
        ),
    },
    {
      name: 'revoke',
      description: 'ends a token at once; organization show lists them',
      arguments: [required('token', 'its id')],
      change: ([token]) => `Revoke the SCIM token ${token}? Its directory can no longer write.`,
      work: async ([token = ''], _options, run) =>
        (await import('@app/identity/cli/scim-token')).revokeScimToken(token, run),
    },
  ],
};
