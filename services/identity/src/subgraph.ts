import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as operations from './schema.js';

/** Builds the subgraph of the operations that schema.ts lists. */
export function identitySubgraph() {
  return buildSubgraph({ operations: Object.values(operations) });
}
