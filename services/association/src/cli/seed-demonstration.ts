import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { withLongStatements } from '@app/subgraph-kit/database/long-statements';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { assertDatabases } from '@app/subgraph-kit/processes/start-process';
import { demonstrationWorldIn } from '@app/subgraph-kit/settings/demonstration-settings';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { z } from 'zod';
import { associationDataSource } from '../database/data-source.js';
import { demonstrationEnvironment } from '../environment.js';
import { END_REASONS } from '../linking/domain/association.js';
import { seedDemonstration } from '../processes/seed-demonstration.js';
import { LEARNING_SOURCES } from '../providers/domain/learning-source.js';

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

/** Loads the links of the demonstration; returns how many started. */
export async function seedAssociation({ environment }: Pick<CommandRun, 'environment'>): Promise<number> {
  const { file, begun, databaseUrl, policy } = readEnvironment(demonstrationEnvironment, environment);
  const { associations } = demonstrationWorldIn(file, world);
  await assertDatabases({ ASSOCIATION_DATABASE_URL: databaseUrl });
  const dataSource = await associationDataSource(withLongStatements(databaseUrl)).initialize();
  try {
    const { started } = await seedDemonstration({ dataSource, clock: systemClock, policy }, associations, begun);
    return started;
  } finally {
    await dataSource.destroy();
  }
}
