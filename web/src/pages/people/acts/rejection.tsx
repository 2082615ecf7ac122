import type { UnknownMember } from '@app/client/match';
import type { Problem } from '@app/client/outcome';
import type { ReactNode } from 'react';
import { ProblemText } from '../../../app/problem.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { PersonNameFragment } from '../../../graphql/documents.ts';
import { ExistingUser } from './existing-user.tsx';

/** Why an act was rejected: the sentence of the API, and the user who has the address already. */
export type Rejected = { readonly message: string; readonly user?: PersonNameFragment };

/** A rejected act, at its place: an expected rejection with its next step, or an error. */
export function Rejection({
  rejected,
  problem,
}: {
  rejected: Rejected | undefined;
  problem: Problem | undefined;
}): ReactNode {
  if (problem !== undefined) return <ProblemText problem={problem} />;
  if (rejected === undefined) return null;
  return (
    <Notice tone="bad">
      <p>{rejected.message}</p>
      {rejected.user !== undefined && <ExistingUser user={rejected.user} />}
    </Notice>
  );
}

/** A rejection that is newer than this version of the application. */
export function unknownRejection({ message }: UnknownMember): Rejected {
  return { message: message ?? 'This was rejected for a reason that this page does not know. Load the page again.' };
}
