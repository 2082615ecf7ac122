import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonNameFragment } from '../../../graphql/documents.ts';

/** The user who has an address already, to go on with. */
export function ExistingUser({ user }: { readonly user: PersonNameFragment }): ReactNode {
  return (
    <p>
      <Link to="/people/$id" params={{ id: user.id }}>
        Go to <bdi>{user.displayName}</bdi>
      </Link>
    </p>
  );
}
