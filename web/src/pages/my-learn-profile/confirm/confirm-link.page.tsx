import { match } from '@skill-link/client/match';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Heading } from '../../../design/heading.tsx';
import { SignInProblem } from '../sign-in-problem.tsx';
import { PendingLink } from './pending-link.tsx';

const route = getRouteApi('/signed-in/profile/confirm');

/** The consequences of a link before the last click, or why there is nothing to confirm. */
export function ConfirmLinkPage(): ReactNode {
  const found = route.useLoaderData();
  if (found.kind === 'nothing') return <NothingToConfirm />;
  if (found.kind === 'problem') return <SignInProblem source={found.flow.source} problem={found.flow.problem} />;
  const { flow } = found;
  return match(found.pending, {
    PendingAssociation: (pending) => <PendingLink flow={flow} pending={pending} />,
    AssociationFlowError: ({ problem, message }) => (
      <SignInProblem source={flow.source} problem={problem} message={message} />
    ),
    unknown: ({ message }) => <SignInProblem source={flow.source} problem="" message={message} />,
  });
}

function NothingToConfirm(): ReactNode {
  return (
    <>
      <Heading>There is nothing to confirm</Heading>
      <p>A sign-in at a learning source leads here, and the one of this tab is finished.</p>
      <p>
        <Link to="/profile">Back to My Learn profile</Link>
      </p>
    </>
  );
}
