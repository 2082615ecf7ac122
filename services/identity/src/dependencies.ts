import type { Caller } from '@app/subgraph-kit/caller';
import type { Clock } from '@app/subgraph-kit/clock';
import type { DataSource } from 'typeorm';

/** What every use case works with. */
export type Dependencies = {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  /** The day of the month on which leavers drop out of the report (R21). */
  readonly reportDay: number;
  /** The tenant of the platform's operators, which no organisation may have. */
  readonly platformTenantId: string | null;
};

/** Who asks for a change, and in which request. */
export type Request = { readonly caller: Caller; readonly requestId: string };

/** A value that the rules refuse: `field` is its path in the input, the message says what it should be. */
export type InvalidInput = { readonly kind: 'invalid'; readonly field: string; readonly message: string };
