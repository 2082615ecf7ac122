import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { operatorOf } from '@app/subgraph-kit/commands/operator';
import { withDatabase } from '@app/subgraph-kit/commands/with-database';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { identityDataSource } from '../database/data-source.js';
import type { Dependencies, Request } from '../dependencies.js';
import { operatorEnvironment } from '../environment.js';

/** What the commands of identity work with. */
export type IdentityAccess = {
  readonly deps: Dependencies;
  readonly reads: RequestReads;
  readonly caller: Request['caller'];
};

/** Opens identity for one command of an operator. */
export async function withIdentity<T>(run: CommandRun, work: (access: IdentityAccess) => Promise<T>): Promise<T> {
  const { databaseUrl: url, ...settings } = readEnvironment(operatorEnvironment, run.environment);
  const caller = operatorOf(run);
  return withDatabase({ setting: 'IDENTITY_DATABASE_URL', url, connect: identityDataSource }, ({ dataSource, reads }) =>
    work({ deps: { dataSource, clock: systemClock, ...settings }, reads, caller }),
  );
}
