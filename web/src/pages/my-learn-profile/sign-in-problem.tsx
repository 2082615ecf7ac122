import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Heading } from '../../design/heading.tsx';
import { Associate } from './associate.tsx';
import type { Source } from './link-words.ts';
import { signInProblem } from './sign-in-problem-words.ts';

type SignInProblemProps = {
  readonly source: Source;
  readonly problem: string;
  /** The sentence of the API, for a problem that this version does not know. */
  readonly message?: string | undefined;
};

/** A sign-in at a learning source that proved nothing: what happened, and the next step. */
export function SignInProblem({ source, problem, message }: SignInProblemProps): ReactNode {
  const words = signInProblem(problem, source);
  return (
    <>
      <Heading>Your profile is not linked</Heading>
      <p>{words?.what ?? message ?? 'The sign-in proved no profile.'}</p>
      {words !== undefined && <p>{words.next}</p>}
      <p>Nothing was linked, and no link of the year is used up.</p>
      <Associate source={source} label="Start again" />
      <p>
        <Link to="/profile">Back to My Learn profile</Link>
      </p>
    </>
  );
}
