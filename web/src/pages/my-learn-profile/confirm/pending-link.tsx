import { match } from '@skill-link/client/match';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../../../app/problem.tsx';
import { Button } from '../../../design/button.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { ConfirmLinkDocument, type PendingLinkFactsFragment } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { countdown, day } from '../../../text/dates.ts';
import { SignInProblem } from '../sign-in-problem.tsx';
import { useSecondsUntil } from '../use-seconds-until.ts';
import { elsewhere, mayConfirm, pendingNote } from './pending-words.ts';
import { forgetFlow, type ReturnedFlow } from './returned-flow.ts';

type PendingLinkProps = {
  readonly flow: ReturnedFlow & { readonly flowId: string };
  readonly pending: PendingLinkFactsFragment;
};

/** The consequences of a link as a list, and the last click. */
export function PendingLink({ flow, pending }: PendingLinkProps): ReactNode {
  const { profileId, organization, allowanceAfter, accountName } = pending;
  const { confirm, busy, problem, rejection, flowProblem } = useConfirm(flow);
  const seconds = useSecondsUntil(pending.expiresAt);
  const navigate = useNavigate();
  if (flowProblem !== undefined || seconds <= 0)
    return <SignInProblem source={flow.source} problem={flowProblem ?? 'EXPIRED'} />;

  const leave = () => {
    forgetFlow();
    return navigate({ to: '/profile', replace: true });
  };
  return (
    <>
      <Heading>Link this profile?</Heading>
      <p>{pendingNote(pending)}</p>
      {pending.refusal !== null && <Notice tone="bad">{pending.refusal.message}</Notice>}
      <div className="panel">
        <Facts
          facts={[
            ['Profile', profileId],
            ['Signed in as', accountName],
            ['Counts for', organization?.name],
            ['Elsewhere', elsewhere(pending)],
            [
              'Left afterwards',
              mayConfirm(pending) && `${allowanceAfter.remaining} of ${allowanceAfter.limit} in a year`,
            ],
            ['Next possible', allowanceAfter.nextAssociationAt !== null && day(allowanceAfter.nextAssociationAt)],
          ]}
        />
      </div>
      {rejection !== undefined && <Notice tone="bad">{rejection}</Notice>}
      {problem !== undefined && <ProblemText problem={problem} />}
      <div className="acts">
        {mayConfirm(pending) && (
          <Button tone="main" busy={busy} onClick={confirm}>
            Link profile {profileId}
          </Button>
        )}
        <Button onClick={leave}>{mayConfirm(pending) ? 'Do not link' : 'Back to My Learn profile'}</Button>
        {mayConfirm(pending) && (
          <span className="quiet" role="timer">
            {countdown(seconds)} left
          </span>
        )}
      </div>
    </>
  );
}

/** Confirms the flow; afterwards it is forgotten and the profile shows the link. */
function useConfirm({ flowId, ...flow }: PendingLinkProps['flow']) {
  const { run, busy, problem } = useMutation(ConfirmLinkDocument);
  const [rejection, setRejection] = useState<string>();
  const [flowProblem, setFlowProblem] = useState<string>();
  const navigate = useNavigate();
  const router = useRouter();

  const confirm = async (): Promise<void> => {
    setRejection(undefined);
    const completionCode = 'completionCode' in flow ? flow.completionCode : '';
    const data = await run({ input: { flowId, completionCode } });
    if (data === undefined) return;
    const reject = ({ message }: { readonly message?: string }) => setRejection(message ?? 'It was not linked.');
    await match(data.confirmAssociation, {
      ConfirmAssociationSuccess: async () => {
        forgetFlow();
        await navigate({ to: '/profile', replace: true });
        await router.invalidate();
      },
      AssociationFlowError: ({ problem: why }) => setFlowProblem(why),
      AnotherProfileLinkedError: reject,
      AssociationCoolOffError: reject,
      AssociationLimitError: reject,
      unknown: reject,
    });
  };
  return { confirm, busy, problem, rejection, flowProblem };
}
