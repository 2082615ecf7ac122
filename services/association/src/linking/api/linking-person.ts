import type { Person } from '@app/subgraph-kit/callers/caller';
import { forbidden } from '@app/subgraph-kit/graphql/errors';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { recordRefusedStart } from '../application/begin-association.js';
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

/** The same for a change of a source. A delegated token is recorded: the person learns that a program tried. */
export async function linkingPersonFor(context: LinkingContext, source: LearningSource): Promise<Person> {
  const { caller, requestId } = context;
  if (caller.kind === 'person' && caller.delegated)
    await recordRefusedStart(context, { actor: caller, caller, requestId, source }, 'DELEGATED_TOKEN');
  return linkingPerson(context);
}
