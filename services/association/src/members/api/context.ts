import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { organizationByUserLoader } from './organization-by-user.loader.js';

/** The loaders of members, fresh for each request. */
export function membersLoaders(reads: RequestReads) {
  return { organizationByUser: organizationByUserLoader(reads) };
}

/** What a resolver of members sees of the request. */
export type MembersContext = RequestContext & { readonly loaders: ReturnType<typeof membersLoaders> };
