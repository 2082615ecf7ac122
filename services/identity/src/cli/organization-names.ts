import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { readOrganizations } from '../organizations/store/organization.store.js';
import { withIdentity } from './with-identity.js';

/** The names of organizations by their ids; an unknown id has none. */
export async function organizationNames(ids: readonly string[], run: CommandRun): Promise<ReadonlyMap<string, string>> {
  return withIdentity(run, async ({ reads }) => {
    const organizations = await readOrganizations(reads, ids);
    return new Map(organizations.map(({ id, name }) => [id, name]));
  });
}
