import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.ts';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { InvitationMail, PersonNameFragment } from '../../../graphql/documents.ts';
import { invitation } from '../acts/letters.ts';
import { mailSentence } from '../invitation-words.ts';

type InvitedProps = { readonly user: PersonNameFragment & { readonly invitationMail: InvitationMail | null } };

/** An invitation was made: what becomes of its mail, its text, and the page of the person. */
export function Invited({ user }: InvitedProps): ReactNode {
  const { organization } = useMe();
  const { id, displayName: name, email, invitationMail } = user;
  return (
    <Notice tone="good">
      <p>
        <bdi>{name}</bdi> is invited. {mailSentence(invitationMail)} The form is ready for the next person.
      </p>
      <div className="acts">
        <CopyButton text={invitation({ name, email, organization: organization.name, origin: window.location.origin })}>
          Copy invitation
        </CopyButton>
        <Link to="/people/$id" params={{ id }}>
          Go to <bdi>{name}</bdi>
        </Link>
      </div>
    </Notice>
  );
}
