import { Option } from 'commander';
import type { CommandGroup } from '../program.js';
import { mandatory, required, textOf, wholeNumber } from './values.js';

const login = required('login', 'its name, bi_…');
const days = () => new Option('--days <number>', 'the days of its validity').argParser(wholeNumber(1, 366)).default(90);

export const REPORTING_LOGIN: CommandGroup = {
  name: 'reporting-login',
  description: 'logins of organizations for SQL (docs/operations.md, Reporting)',
  commands: [
    {
      name: 'create',
      description: 'creates a login on the reporting standby',
      options: [
        mandatory('--organization <id>', 'the organization'),
        new Option('--personal-data', 'the login shows names, addresses and profile ids'),
        days(),
      ],
      secret: true,
      change: (_words, { organization, personalData }) =>
        `Create a login of the organization ${String(organization)}${personalData === true ? ' that shows personal data' : ''}?`,
      work: async (_words, options, run) =>
        (await import('@app/credits/cli/reporting-login')).createReportingLogin(
          {
            organizationId: String(options.organization),
            personalData: options.personalData === true,
            days: Number(options.days),
          },
          run,
        ),
    },
    {
      name: 'rotate',
      description: 'gives a login a new password and validity, and ends its sessions',
      arguments: [login],
      options: [days()],
      secret: true,
      change: ([name]) => `Give the login ${name} a new password? The one before ends at once.`,
      work: async ([name = ''], options, run) =>
        (await import('@app/credits/cli/reporting-login')).rotateReportingLogin(
          { name, days: Number(options.days) },
          run,
        ),
    },
    {
      name: 'revoke',
      description: 'drops a login for good and ends its sessions',
      arguments: [login],
      change: ([name]) => `Revoke the login ${name} for good?`,
      work: async ([name = ''], _options, run) =>
        (await import('@app/credits/cli/reporting-login')).revokeReportingLogin(name, run),
    },
    {
      name: 'list',
      description: 'lists the logins: name, organization, what it shows, state, end of validity',
      options: [new Option('--organization <id>', 'those of one organization')],
      work: async (_words, { organization }, run) =>
        (await import('@app/credits/cli/reporting-login')).listReportingLogins(textOf(organization), run),
    },
  ],
};
