import type { AssociationPolicy } from '@app/association/linking/domain/policy';
import { prepareAssociation } from '@app/association/processes/prepare';
import { MIGRATIONS as CREDITS } from '@app/credits/database/migrations';
import { MIGRATIONS as IDENTITY } from '@app/identity/database/migrations';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { testRolePasswords } from '@app/test-kit/database';

/** Migrates the schemas of all services in one database. */
export async function prepareEverything(adminUrl: string, policy: AssociationPolicy): Promise<void> {
  await prepareService({ adminUrl, service: 'identity', ...testRolePasswords, migrations: IDENTITY });
  await prepareAssociation(adminUrl, testRolePasswords, policy);
  await prepareService({ adminUrl, service: 'credits', ...testRolePasswords, migrations: CREDITS });
}
