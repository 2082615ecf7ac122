import type { UnknownMember } from '@skill-link/client/match';
import type { Problem } from '@skill-link/client/outcome';
import type { ReactNode } from 'react';
import { Notice } from '../design/notice.tsx';
import { ProblemText } from './problem.tsx';

/** Why an act was rejected: the sentence of the API, which names the next step. */
export type Rejected = { readonly message: string };

type RejectionProps = {
  readonly rejected: Rejected | undefined;
  readonly problem: Problem | undefined;
  /** What helps, below the sentence. */
  readonly children?: ReactNode;
};

/** A rejected act, at its place: an expected rejection with its next step, or an error. */
export function Rejection({ rejected, problem, children }: RejectionProps): ReactNode {
  if (problem !== undefined) return <ProblemText problem={problem} />;
  if (rejected === undefined) return null;
  return (
    <Notice tone="bad">
      <p>{rejected.message}</p>
      {children}
    </Notice>
  );
}

/** A rejection that is newer than this version of the application. */
export function unknownRejection({ message }: UnknownMember): Rejected {
  return { message: message ?? 'This was rejected for a reason that this page does not know. Load the page again.' };
}
