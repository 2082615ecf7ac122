import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.ts';
import { CopyButton } from '../../../design/copy-button.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { PersonNameFragment } from '../../../graphql/documents.ts';
import { invitation } from '../acts/letters.ts';

/** An invitation was made: its text to send, and the page of the person. */
export function Invited({ user }: { readonly user: PersonNameFragment }): ReactNode {
  const { organization } = useMe();
  const { id, displayName: name, email } = user;
  return (
    <Notice tone="good">
      <p>
        <bdi>{name}</bdi> is invited. Send the text yourself; the form is ready for the next person.
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
