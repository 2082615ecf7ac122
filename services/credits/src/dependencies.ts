import type { Clock } from '@app/subgraph-kit/clock';
import type { DataSource } from 'typeorm';
import type { Rules } from './rules/store/load-rules.js';

/** What the use cases of this service work with. */
export type Dependencies = {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Days until an achievement must be credited (R16). */
  readonly creditDeadlineDays: number;
  /** Day of the month on which Skills Reports are taken. */
  readonly reportDay: number;
};
