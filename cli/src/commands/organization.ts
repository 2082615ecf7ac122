import { Option } from 'commander';
import type { CommandGroup, Options } from '../program.js';
import { mandatory, required, textOf } from './values.js';

export const ORGANIZATION: CommandGroup = {
  name: 'organization',
  description: 'partners: registration, and what identity knows of one',
  commands: [
    {
      name: 'register',
      description: 'registers an organization and invites its first Global admin',
      options: [
        mandatory('--name <name>', 'the name of the organization'),
        mandatory('--partner-id <id>', 'its PartnerID'),
        mandatory('--tenant-id <id>', 'the tenant at which its users sign in'),
        mandatory('--admin-email <address>', 'the work address of the first Global admin'),
        mandatory('--admin-name <name>', 'the name of the first Global admin'),
        new Option('--leaver-policy <policy>', 'the signal that makes a user a leaver')
          .choices(['ON_DEACTIVATE', 'ON_DELETE'])
          .default('ON_DEACTIVATE'),
        new Option('--idempotency-key <key>', 'makes a repetition within 24 hours safe'),
      ],
      change: (_words, options) => `Register the organization ${String(options.name)}?`,
      work: async (_words, options, run) =>
        (await import('@app/identity/cli/organization')).registerOrganization(registrationOf(options), run),
    },
    {
      name: 'show',
      description: 'shows an organization and the valid credentials of its directory',
      arguments: [required('organization', 'its id or its PartnerID')],
      work: async ([organization = ''], _options, run) =>
        (await import('@app/identity/cli/organization')).showOrganization(organization, run),
    },
  ],
};

function registrationOf(options: Options) {
  return {
    name: String(options.name),
    partnerId: String(options.partnerId),
    tenantId: String(options.tenantId),
    adminEmail: String(options.adminEmail),
    adminName: String(options.adminName),
    leaverPolicy: options.leaverPolicy === 'ON_DELETE' ? ('ON_DELETE' as const) : ('ON_DEACTIVATE' as const),
    idempotencyKey: textOf(options.idempotencyKey) ?? null,
  };
}
