import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { z } from 'zod';
import { identityDataSource } from '../database/data-source.js';
import { readDemonstrationEnvironment } from '../environment.js';
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

const environment = readDemonstrationEnvironment();
const { platformTenantId, ...demonstration } = demonstrationWorldIn(environment.DEMONSTRATION_FILE, world);
await checkDatabases({ IDENTITY_DATABASE_URL: environment.IDENTITY_DATABASE_URL });
const dataSource = await identityDataSource(withLongStatements(environment.IDENTITY_DATABASE_URL)).initialize();
try {
  const deps = { dataSource, clock: systemClock, reportDay: environment.REPORT_DAY, platformTenantId };
  const seeded = await seedDemonstration(deps, demonstration, environment.DEMONSTRATION_BEGUN);
  createLog('identity').info({ seeded }, seeded ? 'demonstration data made' : 'there is data already');
} finally {
  await dataSource.destroy();
}
