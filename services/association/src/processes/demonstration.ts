import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { z } from 'zod';
import { associationDataSource } from '../database/data-source.js';
import { readDemonstrationEnvironment } from '../environment.js';
import { END_REASONS } from '../linking/domain/association.js';
import { LEARNING_SOURCES } from '../providers/domain/learning-source.js';
import { seedDemonstration } from './seed-demonstration.js';

// The part of the demonstration file that concerns association.
const world = z.object({
  associations: z.array(
    z.object({
      id: z.uuid(),
      source: z.enum(LEARNING_SOURCES),
      profileId: z.string(),
      personId: z.uuid(),
      organizationId: z.uuid(),
      startedDaysAgo: z.number(),
      endedDaysAgo: z.number().nullable(),
      endReason: z.enum(END_REASONS).nullable(),
    }),
  ),
});

const { file, begun, databaseUrl, policy } = readDemonstrationEnvironment();
const { associations } = demonstrationWorldIn(file, world);
await checkDatabases({ ASSOCIATION_DATABASE_URL: databaseUrl });
const dataSource = await associationDataSource(withLongStatements(databaseUrl)).initialize();
try {
  const { started } = await seedDemonstration({ dataSource, clock: systemClock, policy }, associations, begun);
  createLog('association').info({ started }, started > 0 ? 'demonstration data made' : 'there is data already');
} finally {
  await dataSource.destroy();
}
