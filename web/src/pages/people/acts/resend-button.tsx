import { match } from '@app/client/match';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { Button } from '../../../design/button.tsx';
import { CopyButton } from '../../../design/copy-button.tsx';
import { ResendInvitationDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { usePeopleActs } from './acts-context.ts';
import { invitation } from './letters.ts';
import type { Person } from './person.ts';
import { type Rejected, Rejection, unknownRejection } from './rejection.tsx';

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
      ResendInvitationSuccess: () => done(<InvitationRenewed name={person.displayName} email={person.email} />),
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

/** An invitation holds anew; its text is there to send. */
export function InvitationRenewed({ name, email }: { readonly name: string; readonly email: string }): ReactNode {
  const { organization } = useMe();
  const { origin } = window.location;
  return (
    <div className="acts">
      <span>
        The invitation of <bdi>{name}</bdi> is renewed. This application sends no mail: send the text yourself.
      </span>
      <CopyButton text={invitation({ name, email, organization: organization.name, origin })}>
        Copy invitation
      </CopyButton>
    </div>
  );
}
