import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { DataSource } from 'typeorm';
import type { FlowSecrets } from './linking/application/sign-in/flow-secrets.js';
import type { AssociationPolicy } from './linking/domain/policy.js';
import type { LearningProvider } from './providers/application/learning-provider.js';
import type { LearningSource } from './providers/domain/learning-source.js';

/** What every use case works with. */
export type Dependencies = {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly policy: AssociationPolicy;
  readonly flowSecrets: FlowSecrets;
  readonly providers: Readonly<Record<LearningSource, LearningProvider>>;
  /** The address of the gateway as browsers see it. */
  readonly publicUrl: string;
  /** Origins to which a flow may return. */
  readonly frontendOrigins: readonly string[];
  /** How many linking flows a user may begin within an hour; 0 means no limit. */
  readonly startsPerHour: number;
};

/** The caller of a change, and the id of the request. */
export type Request = { readonly caller: Caller; readonly requestId: string };

/** The signed-in user, acting for themselves. */
export type Actor = { readonly userId: string; readonly organizationId: string };
