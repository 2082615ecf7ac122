import { readFileSync } from 'node:fs';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment';
import { z } from 'zod';

/** The work accounts that GraphiQL offers. */
export type DemonstrationAccounts = { suggested: string | undefined; accounts: { login: string; label: string }[] };

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
  const suggested = demonstrationAccount.login;
  const accounts = people.map(({ email, displayName, organizationId, roles }) => ({
    login: email,
    label: `${displayName}, ${nameOf.get(organizationId) ?? 'unknown'}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}`,
  }));
  const outsiders = unknownAccounts.map(({ email, displayName, note }) => ({
    login: email,
    label: `${displayName}: ${note}`,
  }));
  const order = (login: string) => (login === suggested ? 0 : 1);
  return { suggested, accounts: [...accounts, ...outsiders].sort((a, b) => order(a.login) - order(b.login)) };
}
