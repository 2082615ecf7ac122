import type { Problem } from '@skill-link/client/outcome';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Button, buttonClass } from '../design/button.tsx';
import { Heading } from '../design/heading.tsx';
import { Notice } from '../design/notice.tsx';
import { PageProblem } from '../graphql/page-problem.ts';
import { hereAddress, signInAddress } from './session/session.ts';
import { useWait } from './use-wait.ts';

/** The heading of a page that cannot be shown, by code of the error. */
const HEADINGS: Readonly<Record<string, string>> = {
  FORBIDDEN: 'You may not see this page',
  NOT_FOUND: 'There is no such page',
  BAD_USER_INPUT: 'This address has a mistake',
  RATE_LIMITED: 'Too many requests',
  UNAUTHENTICATED: 'Your session is over',
  REAUTHENTICATION_REQUIRED: 'Please sign in again',
};

/** Instead of a page that failed: what happened, what helps, and the request id to quote. */
export function ProblemPage({ error }: ErrorComponentProps): ReactNode {
  const problem = error instanceof PageProblem ? error.problem : { code: 'BROKEN_PAGE', message: String(error) };
  return (
    <>
      <Heading>{HEADINGS[problem.code] ?? 'This page could not be loaded'}</Heading>
      <ProblemText problem={problem} />
      <Remedy problem={problem} />
    </>
  );
}

/** The sentence of an error, with the request id for the support. */
export function ProblemText({ problem }: { readonly problem: Problem }): ReactNode {
  return (
    <Notice tone="bad">
      <p>{sentenceOf(problem)}</p>
      {problem.requestId !== undefined && (
        <p className="quiet">
          If you ask for help, quote the request <code>{problem.requestId}</code>.
        </p>
      )}
    </Notice>
  );
}

/** One notice for each reason why parts of a page are missing. */
export function MissingParts({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  const reasons = new Map(problems.map((problem) => [problem.message, problem]));
  return [...reasons.values()].map((problem) => <ProblemText key={problem.message} problem={problem} />);
}

/** Instead of all pages, where the user is not known: an account that is no user here, or a service that is away. */
export function NoUserPage(props: ErrorComponentProps): ReactNode {
  const { error } = props;
  if (!(error instanceof PageProblem) || error.problem.code !== 'FORBIDDEN')
    return (
      <main>
        <ProblemPage {...props} />
      </main>
    );
  return (
    <main>
      <Heading>This work account has no access</Heading>
      <ProblemText problem={error.problem} />
      <p>
        <a className={buttonClass('plain')} href={signInAddress(hereAddress(), true)}>
          Sign in with another account
        </a>
      </p>
    </main>
  );
}

/** The page of an unknown address. */
export function NotFoundPage(): ReactNode {
  return (
    <main>
      <Heading>There is no such page</Heading>
      <p>
        Check the address, or go to <Link to="/profile">My Learn profile</Link>.
      </p>
    </main>
  );
}

function Remedy({ problem }: { readonly problem: Problem }): ReactNode {
  const router = useRouter();
  const wait = useWait(problem);
  useAskAgain(problem, wait);
  if (problem.code === 'UNAUTHENTICATED' || problem.code === 'REAUTHENTICATION_REQUIRED')
    return (
      <a className={buttonClass('main')} href={signInAddress(hereAddress(), problem.code !== 'UNAUTHENTICATED')}>
        Sign in
      </a>
    );
  if (problem.code === 'FORBIDDEN' || problem.code === 'NOT_FOUND') return null;
  return (
    <div className="acts">
      <Button
        tone="main"
        disabledBecause={wait > 0 ? `Again in ${wait} s` : undefined}
        onClick={() => router.invalidate()}
      >
        Try again
      </Button>
    </div>
  );
}

/** Loads a page that came too soon by itself, once its wait is over. */
function useAskAgain({ code, retryAfterSeconds = 0 }: Problem, wait: number): void {
  const router = useRouter();
  const isDue = code === 'RATE_LIMITED' && retryAfterSeconds > 0 && wait === 0;
  useEffect(() => {
    if (isDue) void router.invalidate();
  }, [router, isDue]);
}

function sentenceOf({ code, message }: Problem): string {
  return code === 'UNREACHABLE' ? 'There is no connection to the server. Check your network and try again.' : message;
}
