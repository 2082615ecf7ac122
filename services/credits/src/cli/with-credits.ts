import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound } from '@app/subgraph-kit/commands/command-failed';
import { operatorOf } from '@app/subgraph-kit/commands/operator';
import { withDatabase } from '@app/subgraph-kit/commands/with-database';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { creditsDataSource } from '../database/data-source.js';
import type { Dependencies } from '../dependencies.js';
import { operatorEnvironment } from '../environment.js';
import { loadRules } from '../rules/store/load-rules.js';
import { organizationIsKnown } from '../scores/store/partner-figure.store.js';

/** What the commands of credits work with. */
export type CreditsAccess = {
  readonly deps: Dependencies;
  readonly reads: RequestReads;
  readonly caller: Caller;
};

/** Opens credits for one command of an operator. */
export async function withCredits<T>(run: CommandRun, work: (access: CreditsAccess) => Promise<T>): Promise<T> {
  const settings = readEnvironment(operatorEnvironment, run.environment);
  const { CREDITS_DATABASE_URL: url, CREDIT_DEADLINE_DAYS: creditDeadlineDays, REPORT_DAY: reportDay } = settings;
  const caller = operatorOf(run);
  return withDatabase({ setting: 'CREDITS_DATABASE_URL', url, connect: creditsDataSource }, ({ dataSource, reads }) =>
    work({
      deps: { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays, reportDay },
      reads,
      caller,
    }),
  );
}

/** Throws where credits knows no such organization. */
export async function assertOrganization({ deps }: CreditsAccess, id: string): Promise<void> {
  const known = await inTransaction(deps.dataSource, 'every-organization', (manager) =>
    organizationIsKnown(manager, id),
  );
  if (!known)
    throw notFound('There is no organization with this id.', 'skill-link organization show <PartnerID> has it.');
}
