import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as contents from './schema.js';

/** Builds the subgraph from everything that schema.ts lists. */
export function associationSubgraph() {
  return buildSubgraph({ operations: Object.values(contents) });
}
