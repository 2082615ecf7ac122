import '../people.css';
import { match } from '@skill-link/client/match';
import { Link, useRouter } from '@tanstack/react-router';
import { type ComponentProps, type ReactNode, type SubmitEvent, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { unknownRejection } from '../../../app/rejection.tsx';
import { useDraft } from '../../../app/use-draft.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';
import { Heading } from '../../../design/heading.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { InviteUserDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { ExistingUser } from '../acts/existing-user.tsx';
import { type Rejected, Rejection } from '../acts/rejection.tsx';
import { RoleTicks, tickedRoles } from '../acts/role-ticks.tsx';
import { Invited } from './invited.tsx';

/** A rejected field of the form; `field` is the path into the input. */
type RejectedField = Rejected & { readonly field: string };

const FIELDS = ['displayName', 'email'];

/** Invites a user, and then the next one. */
export function InvitePage(): ReactNode {
  const me = useMe();
  const router = useRouter();
  const draft = useDraft('invite', me.id);
  const { run, busy, problem } = useMutation(InviteUserDocument);
  const [rejected, setRejected] = useState<RejectedField>();
  const [invited, setInvited] = useState<ComponentProps<typeof Invited>['user']>();

  const invite = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    setRejected(undefined);
    setInvited(undefined);
    const data = await run({
      input: {
        organizationId: me.organization.id,
        displayName: typedText(form, 'displayName'),
        email: typedText(form, 'email'),
        roles: tickedRoles(form),
      },
    });
    if (data === undefined) return;
    await match(data.inviteUser, {
      InviteUserSuccess: ({ user }) => {
        setInvited(user);
        draft.clear();
        return router.invalidate();
      },
      InvalidUserInputError: setRejected,
      UserExistsError: (exists) => setRejected({ ...exists, field: 'email' }),
      unknown: (member) => setRejected({ ...unknownRejection(member), field: '' }),
    });
  };
  const errorOf = (field: string) => (rejected?.field === field ? rejected.message : undefined);
  return (
    <>
      <Heading>Invite a user</Heading>
      <p>
        The person signs in with the work account that has this address. After the invitation this page says whether a
        mail is on its way, and has the text to send yourself.
      </p>
      <div aria-live="polite">{invited !== undefined && <Invited user={invited} />}</div>
      <form ref={draft.form} onInput={draft.onInput} onSubmit={invite}>
        <Field
          label="Name"
          name="displayName"
          required
          maxLength={200}
          autoComplete="off"
          error={errorOf('displayName')}
        />
        <Field
          label="Work address"
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          hint="The address with which the person signs in."
          error={errorOf('email')}
        />
        {rejected?.user !== undefined && <ExistingUser user={rejected.user} />}
        <RoleTicks roles={[]} legend="Roles (none is needed to link a profile)" />
        <Rejection rejected={rejected && !FIELDS.includes(rejected.field) ? rejected : undefined} problem={problem} />
        <div className="acts">
          <Button type="submit" tone="main" busy={busy}>
            Invite
          </Button>
          <Link className={buttonClass('plain')} to="/people">
            Back to people
          </Link>
        </div>
      </form>
    </>
  );
}
