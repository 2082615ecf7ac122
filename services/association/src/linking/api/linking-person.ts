import type { Person } from '@app/subgraph-kit/callers/caller';
import { forbidden } from '@app/subgraph-kit/graphql/errors';
import type { LinkingContext } from './context.js';

/** The caller as the user who links for themselves (R4): denies machines, and tokens that another program holds for a user. */
export function linkingPerson({ caller }: LinkingContext): Person {
  if (caller.kind !== 'person' || caller.delegated) {
    throw forbidden(
      'Only the person themselves may link or unlink a learning profile, signed in with their own work account.',
    );
  }
  return caller;
}
