import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { AssociationContext } from './context.js';
import * as contents from './schema.js';

/** Builds the subgraph from everything that schema.ts lists. */
export function associationSubgraph() {
  return buildSubgraph<AssociationContext>({ operations: Object.values(contents) });
}
