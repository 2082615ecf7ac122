import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as contents from './schema.js';

/** Builds the executable schema of credits, its SDL and its access decisions. */
export function creditsSubgraph() {
  return buildSubgraph({ operations: Object.values(contents) });
}
