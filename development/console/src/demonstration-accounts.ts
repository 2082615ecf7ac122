import { readFileSync } from 'node:fs';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { z } from 'zod';
import { STORY } from './story.js';

/** A work account of the demonstration. */
export type DemonstrationAccount = {
  login: string;
  name: string;
  /** The organization, or what is special about an account without a user. */
  belongsTo: string;
  roles: readonly string[];
  /** What a newcomer can try with it; undefined for an account that is not in the story. */
  goodFor: string | undefined;
};

/** The work accounts that the console offers, the suggested one first, then the others of the story. */
export type DemonstrationAccounts = { suggested: string | undefined; accounts: readonly DemonstrationAccount[] };

const world = z.object({
  demonstrationAccount: z.object({ login: z.string() }),
  organizations: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.array(
    z.object({ organizationId: z.string(), email: z.string(), displayName: z.string(), roles: z.array(z.string()) }),
  ),
  unknownAccounts: z.array(z.object({ email: z.string(), displayName: z.string(), note: z.string() })).default([]),
});

/** Reads them from the demonstration world; without a file there are none. */
export function demonstrationAccounts(file: string | undefined): DemonstrationAccounts {
  if (file === undefined) return { suggested: undefined, accounts: [] };
  const parsed = world.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new EnvironmentError(['DEMONSTRATION_FILE: holds no demonstration world']);
  const { demonstrationAccount, organizations, people, unknownAccounts } = parsed.data;
  const nameOf = new Map(organizations.map(({ id, name }) => [id, name]));
  const members = people.map(({ email, displayName, organizationId, roles }) =>
    account(email, displayName, nameOf.get(organizationId) ?? 'unknown', roles),
  );
  const outsiders = unknownAccounts.map(({ email, displayName, note }) => account(email, displayName, note, []));
  const suggested = demonstrationAccount.login;
  const logins = [suggested, ...STORY.keys()];
  const place = ({ login }: DemonstrationAccount): number => logins.indexOf(login) >>> 0;
  return { suggested, accounts: [...members, ...outsiders].sort((a, b) => place(a) - place(b)) };
}

/** A line for a list of accounts: name, organization and roles. */
export function labelOf({ name, belongsTo, roles }: DemonstrationAccount): string {
  return `${name}, ${belongsTo}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}`;
}

function account(login: string, name: string, belongsTo: string, roles: readonly string[]): DemonstrationAccount {
  return { login, name, belongsTo, roles, goodFor: STORY.get(login) };
}
