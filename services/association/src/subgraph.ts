import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as contents from './schema.js';

let built: ReturnType<typeof buildSubgraph> | undefined;

/** Builds the subgraph from everything that schema.ts lists, once per process. */
export function associationSubgraph() {
  built ??= buildSubgraph({ operations: Object.values(contents) });
  return built;
}
