import { match } from '@skill-link/client/match';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Field } from '../../../design/field.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { ResendInvitationDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { usePeopleActs } from './acts-context.ts';
import { ExistingUser } from './existing-user.tsx';
import type { Person } from './person.ts';
import { type Rejected, Rejection } from './rejection.tsx';
import { InvitationRenewed } from './resend-button.tsx';

type CorrectAddressDialogProps = { readonly person: Person | undefined; readonly onClose: () => void };

/** Corrects the address of an invitation, which is thereby renewed. */
export function CorrectAddressDialog({ person, onClose }: CorrectAddressDialogProps): ReactNode {
  return (
    <Dialog open={person !== undefined} title="Correct the address" onClose={onClose}>
      {person !== undefined && <CorrectAddressForm person={person} onClose={onClose} />}
    </Dialog>
  );
}

type CorrectAddressFormProps = { readonly person: Person; readonly onClose: () => void };

function CorrectAddressForm({ person, onClose }: CorrectAddressFormProps): ReactNode {
  const { run, busy, problem } = useMutation(ResendInvitationDocument);
  const [atField, setAtField] = useState<Rejected>();
  const [rejected, setRejected] = useState<Rejected>();
  const { done } = usePeopleActs();

  const correct = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const correctedEmail = typedText(event.currentTarget, 'email');
    setAtField(undefined);
    setRejected(undefined);
    const data = await run({ input: { userId: person.id, correctedEmail } });
    if (data === undefined) return;
    await match(data.resendInvitation, {
      ResendInvitationSuccess: ({ user }) => done(<InvitationRenewed user={user} />),
      InvalidUserInputError: setAtField,
      UserExistsError: setAtField,
      InvitationNotPendingError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={correct}>
      <p>
        <bdi>{person.displayName}</bdi> signs in with the new address. The old one leads nowhere afterwards.
      </p>
      <Field
        label="Work address"
        name="email"
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        defaultValue={person.email}
        error={atField?.message}
      />
      {atField?.user !== undefined && <ExistingUser user={atField.user} />}
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Correct address" busy={busy} onCancel={onClose} />
    </form>
  );
}
