import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import type { DataSource } from 'typeorm';
import type { Rules } from './rules/store/load-rules.js';

/** The dependencies of the use cases of this service. */
export type Dependencies = {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Days until an achievement must be credited (R16). */
  readonly creditDeadlineDays: number;
  /** Day of the month on which Skills Reports are taken. */
  readonly reportDay: number;
};

/** The GraphQL context of an area: its own loaders, and those that other areas provide for it. */
export type ContextWith<Loaders> = RequestContext &
  Dependencies & {
    readonly cursors: CursorCodec;
    /** One instant for the whole request: the state of a credit and its points are of the same moment. */
    readonly now: Date;
    readonly loaders: Loaders;
  };
