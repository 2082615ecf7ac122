import { buildSubgraph } from '@app/subgraph-kit/graphql/schema';
import * as contents from './schema.js';

let built: ReturnType<typeof buildSubgraph> | undefined;

/** Builds the executable schema of credits, its SDL and its access decisions, once per process. */
export function creditsSubgraph() {
  built ??= buildSubgraph({ operations: Object.values(contents) });
  return built;
}
