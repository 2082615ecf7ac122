import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';

/** What reads named statements: a request, or a transaction. */
export type Reads = Pick<RequestReads, 'query'>;

/** Reads the statements of requests in a writing transaction. */
export function transactionReads(manager: EntityManager): Reads {
  return { query: (statement, values) => queryRows(manager, statement, values) };
}
