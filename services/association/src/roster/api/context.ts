import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { linkSummaryLoader } from './link-summary-by-organization.loader.js';
import { rosterBreakdownLoader } from './roster-breakdown-by-organization.loader.js';

/** The loaders of the roster, fresh for each request. */
export function rosterLoaders(reads: RequestReads, clock: Clock) {
  return { linkSummary: linkSummaryLoader(reads, clock), rosterBreakdown: rosterBreakdownLoader(reads, clock) };
}

/** What a resolver of the roster sees of the request. */
export type RosterContext = RequestContext & {
  readonly cursors: CursorCodec;
  readonly loaders: ReturnType<typeof rosterLoaders>;
};
