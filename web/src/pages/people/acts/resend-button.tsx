import { match } from '@skill-link/client/match';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { CopyButton } from '../../../design/copy-button.tsx';
import { type InvitationMail, type PersonNameFragment, ResendInvitationDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { mailSentence } from '../invitation-words.ts';
import { usePeopleActs } from './acts-context.ts';
import { invitation } from './letters.ts';
import type { Person } from './person.ts';

/** Renews an invitation, and offers its text. */
export function ResendButton({ person }: { readonly person: Person }): ReactNode {
  const { run, busy, problem } = useMutation(ResendInvitationDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const { done } = usePeopleActs();

  const resend = async (): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { userId: person.id } });
    if (data === undefined) return;
    await match(data.resendInvitation, {
      ResendInvitationSuccess: ({ user }) => done(<InvitationRenewed user={user} />),
      InvalidUserInputError: setRejected,
      InvitationNotPendingError: setRejected,
      UserExistsError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <Button aria-label={`Resend the invitation of ${person.displayName}`} busy={busy} onClick={resend}>
        Resend
      </Button>
      <Rejection rejected={rejected} problem={problem} />
    </>
  );
}

type InvitationRenewedProps = {
  readonly user: PersonNameFragment & { readonly invitationMail: InvitationMail | null };
};

/** An invitation holds anew: what becomes of its mail, and its text. */
export function InvitationRenewed({ user }: InvitationRenewedProps): ReactNode {
  const { displayName: name, email, invitationMail } = user;
  const { organization } = useMe();
  const { origin } = window.location;
  return (
    <div className="acts">
      <span>
        The invitation of <bdi>{name}</bdi> is renewed. {mailSentence(invitationMail)}
      </span>
      <CopyButton text={invitation({ name, email, organization: organization.name, origin })}>
        Copy invitation
      </CopyButton>
    </div>
  );
}
