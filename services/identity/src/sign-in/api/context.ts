import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { directoryMismatchByUserLoader } from './directory-mismatch-by-user.loader.js';

/** The GraphQL context of the sign-in area. */
export type SignInContext = RequestContext & { readonly loaders: ReturnType<typeof signInLoaders> };

/** Fresh loaders for one request. */
export function signInLoaders(reads: RequestReads) {
  return { directoryMismatchByUser: directoryMismatchByUserLoader(reads) };
}
