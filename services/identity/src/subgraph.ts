import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as operations from './schema.js';

let built: ReturnType<typeof buildSubgraph> | undefined;

/** Builds the subgraph of the operations that schema.ts lists, once per process. */
export function identitySubgraph() {
  built ??= buildSubgraph({ operations: Object.values(operations) });
  return built;
}
