import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { DataSource } from 'typeorm';

/** Dependencies of every use case. */
export type Dependencies = {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  /** The day of the month on which leavers drop out of the report (R21). */
  readonly reportDay: number;
  /** The tenant of the operators of the platform, which no organization may have. */
  readonly platformTenantId: string | null;
  /** Whether there is a mail server: without one, no mail is written. */
  readonly sendsMail: boolean;
};

/** The caller of a change and the id of the request. */
export type Request = { readonly caller: Caller; readonly requestId: string };

/** A rejected value: `field` is its path in the input, the message says what is accepted. */
export type InvalidInput = { readonly kind: 'invalid'; readonly field: string; readonly message: string };
