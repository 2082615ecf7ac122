import type { Caller } from '@app/subgraph-kit/caller';
import type { Clock } from '@app/subgraph-kit/clock';
import type { DataSource } from 'typeorm';
import type { FlowSecrets } from './linking/application/flow-secrets.js';
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
  /** The gateway as browsers see it. */
  readonly publicUrl: string;
  /** Where a flow may return to. */
  readonly frontendOrigins: readonly string[];
  /** Linking flows that a person may begin within an hour; 0 is without bounds. */
  readonly startsPerHour: number;
};

/** Who asks for a change, and in which request. */
export type Request = { readonly caller: Caller; readonly requestId: string };

/** The signed-in person in their own right. */
export type Actor = { readonly userId: string; readonly organizationId: string };
