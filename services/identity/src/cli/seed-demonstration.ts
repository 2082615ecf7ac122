import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { z } from 'zod';
import { identityDataSource } from '../database/data-source.js';
import { demonstrationEnvironment } from '../environment.js';
import { LEAVER_POLICIES } from '../organizations/domain/organization.js';
import { seedDemonstration } from '../users/application/seed-demonstration.js';
import { ROLES } from '../users/domain/role.js';

// The part of the demonstration file that identity loads.
const world = z.object({
  platformTenantId: z.string(),
  organizations: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      partnerId: z.string(),
      tenantId: z.string(),
      leaverPolicy: z.enum(LEAVER_POLICIES),
    }),
  ),
  people: z.array(
    z.object({
      id: z.uuid(),
      organizationId: z.uuid(),
      email: z.string(),
      displayName: z.string(),
      objectId: z.string(),
      roles: z.array(z.enum(ROLES)),
      invitedDaysAgo: z.number(),
      firstSignedInDaysAgo: z.number().nullable(),
      deactivatedDaysAgo: z.number().nullish(),
      deletedDaysAgo: z.number().nullish(),
      department: z.string().nullish(),
      country: z.string().nullish(),
    }),
  ),
});

/** Loads the organizations and people of the demonstration. False when the database has other data, or these already. */
export async function seedIdentity({ environment }: Pick<CommandRun, 'environment'>): Promise<boolean> {
  const settings = readEnvironment(demonstrationEnvironment, environment);
  const { platformTenantId, ...demonstration } = demonstrationWorldIn(settings.DEMONSTRATION_FILE, world);
  await assertDatabases({ IDENTITY_DATABASE_URL: settings.IDENTITY_DATABASE_URL });
  const dataSource = await identityDataSource(withLongStatements(settings.IDENTITY_DATABASE_URL)).initialize();
  try {
    const deps = { dataSource, clock: systemClock, reportDay: settings.REPORT_DAY, platformTenantId, sendsMail: false };
    return await seedDemonstration(deps, demonstration, settings.DEMONSTRATION_BEGUN);
  } finally {
    await dataSource.destroy();
  }
}
