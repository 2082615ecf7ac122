import { match } from '@skill-link/client/match';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { ProblemText } from '../../../app/problem.tsx';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Facts } from '../../../design/facts.tsx';
import { Notice } from '../../../design/notice.tsx';
import { DeleteUserDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { day } from '../../../text/dates.ts';
import { usePeopleActs } from './acts-context.ts';
import { departureSentence } from './deletion.ts';
import type { Person } from './person.ts';
import { type Consequences, useConsequences } from './use-consequences.ts';

type DeleteDialogProps = { readonly person: Person | undefined; readonly onClose: () => void };

/** Deletes a user, or withdraws an invitation, after it has said what leaves report and score, and when. */
export function DeleteDialog({ person, onClose }: DeleteDialogProps): ReactNode {
  const question = person !== undefined && isInvited(person) ? 'Withdraw the invitation of' : 'Delete';
  return (
    <Dialog open={person !== undefined} title={`${question} ${person?.displayName}?`} onClose={onClose}>
      {person !== undefined && <DeleteQuestion person={person} onClose={onClose} />}
    </Dialog>
  );
}

type DeleteQuestionProps = { readonly person: Person; readonly onClose: () => void };

function DeleteQuestion({ person, onClose }: DeleteQuestionProps): ReactNode {
  const { run, busy, problem } = useMutation(DeleteUserDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const { done } = usePeopleActs();

  const remove = async (): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { userId: person.id } });
    if (data === undefined) return;
    await match(data.deleteUser, {
      DeleteUserSuccess: ({ user }) => done(<Deleted person={person} restorableUntil={user.restorableUntil} />),
      LastGlobalAdminError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <WhatHappens person={person} />
      <Rejection rejected={rejected} problem={problem} />
      <div className="acts">
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button tone="danger" busy={busy} onClick={remove}>
          {isInvited(person) ? 'Withdraw invitation' : 'Delete user'}
        </Button>
      </div>
    </>
  );
}

function WhatHappens({ person }: { readonly person: Person }): ReactNode {
  const me = useMe();
  const found = useConsequences(person.id);
  return (
    <>
      {person.id === me.id && (
        <Notice tone="warn">
          This is your own account: you lose access at once, and another Global admin has to restore it.
        </Notice>
      )}
      <div aria-live="polite">
        {found.kind === 'asking' && <p>Calculating what leaves report and score…</p>}
        {found.kind === 'unknown' && <ProblemText problem={found.problem} />}
        {found.kind === 'known' && <KnownConsequences found={found} />}
      </div>
    </>
  );
}

type Known = Extract<Consequences, { kind: 'known' }>;

function KnownConsequences({ found }: { readonly found: Known }): ReactNode {
  const { departure, scores, problem } = found;
  const counts = departure.kind === 'leaves';
  return (
    <>
      <Facts
        facts={[
          ['Access', 'Ends at once.'],
          ['Report and score', departureSentence(departure)],
          ['Scores then', counts && <Scores sentences={scores} />],
          ['Can be restored', 'For 30 days, by a Global admin.'],
        ]}
      />
      {problem !== undefined && <ProblemText problem={problem} />}
    </>
  );
}

function Scores({ sentences }: { readonly sentences: readonly string[] | undefined }): ReactNode {
  if (sentences === undefined) return 'Not known just now.';
  if (sentences.length === 0) return 'No score changes.';
  return (
    <ul className="plain-list">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

type DeletedProps = { readonly person: Person; readonly restorableUntil: string | null };

function Deleted({ person, restorableUntil }: DeletedProps): ReactNode {
  const until = restorableUntil === null ? '' : ` Can be restored until ${day(restorableUntil)}.`;
  return (
    <>
      {isInvited(person) && 'The invitation of '}
      <bdi>{person.displayName}</bdi> is {isInvited(person) ? 'withdrawn' : 'deleted'}.{until}
    </>
  );
}

function isInvited({ account }: Person): boolean {
  return account?.status === 'INVITED';
}
