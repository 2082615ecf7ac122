import { authorize } from '@app/subgraph-kit/access';
import type { Person } from '@app/subgraph-kit/caller';
import { forbidden } from '@app/subgraph-kit/errors';
import { access } from '../../access.js';
import type { LinkingContext } from './linking-context.js';

/** Only the person links and unlinks (R4): no machine, no administrator, and nobody who uses the person's token for them. */
export function linkingPerson(field: `${'Query' | 'Mutation'}.${string}`, { caller }: LinkingContext): Person {
  authorize(access, field, caller, {});
  if (caller.kind !== 'person' || caller.delegated) {
    throw forbidden(
      'Only the person themselves may link or unlink a learning profile, signed in with their own work account.',
    );
  }
  return caller;
}
