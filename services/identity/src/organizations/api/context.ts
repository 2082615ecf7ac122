import type { CursorCodec } from '@app/subgraph-kit/cursor';
import type { RequestReads } from '@app/subgraph-kit/reads';
import type { RequestContext } from '@app/subgraph-kit/server';
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
