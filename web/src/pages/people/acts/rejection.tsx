import type { Problem } from '@skill-link/client/outcome';
import type { ReactNode } from 'react';
import { type Rejected as Message, Rejection as RejectedMessage } from '../../../app/rejection.tsx';
import type { PersonNameFragment } from '../../../graphql/documents.ts';
import { ExistingUser } from './existing-user.tsx';

/** Why an act was rejected: the sentence of the API, and the user who has the address already. */
export type Rejected = Message & { readonly user?: PersonNameFragment };

/** A rejected act, at its place: an expected rejection with its next step, or an error. */
export function Rejection({
  rejected,
  problem,
}: {
  rejected: Rejected | undefined;
  problem: Problem | undefined;
}): ReactNode {
  return (
    <RejectedMessage rejected={rejected} problem={problem}>
      {rejected?.user !== undefined && <ExistingUser user={rejected.user} />}
    </RejectedMessage>
  );
}
