import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CursorCodec } from '@app/subgraph-kit/graphql/cursor';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { organizationByIdLoader } from './organization-by-id.loader.js';

/** The GraphQL context of the organizations area. */
export type OrganizationsContext = RequestContext & {
  readonly cursors: CursorCodec;
  readonly loaders: ReturnType<typeof organizationsLoaders>;
};

/** Fresh loaders for one request. */
export function organizationsLoaders(reads: RequestReads) {
  return { organizationById: organizationByIdLoader(reads) };
}
