import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { counted } from '../../../text/numbers.ts';
import type { RosterFilter } from './roster-filter.ts';
import type { Summary } from './roster-words.ts';

type EmptyRosterProps = Pick<RosterFilter, 'state' | 'q'> & { readonly summary: Summary | null };

/** Instead of an empty table: what the emptiness means, and what helps. */
export function EmptyRoster({ state, q, summary }: EmptyRosterProps): ReactNode {
  if (q !== undefined)
    return (
      <p>
        No person of this list matches.{' '}
        <Link to="/people" search={{ state, q: undefined, order: undefined, after: undefined }}>
          Clear the search
        </Link>
      </p>
    );
  switch (state) {
    case 'NOT_LINKED':
      return <p>{allLinked(summary)}</p>;
    case 'INVITATION_PENDING':
      return <p>All invited people have signed in.</p>;
    case 'LEAVING':
      return <p>No person is leaving. Deleted users stay here until they leave the report.</p>;
    case 'LINKED':
      return <p>No profile is linked yet. Copy a reminder for the people who are not linked.</p>;
    case 'DELETED':
      return <p>No user is deleted. Deleted users can be restored here for 30 days.</p>;
    default:
      return <p>The people of your company are listed here. Invite the first one.</p>;
  }
}

function allLinked(summary: Summary | null): string {
  if (summary === null) return 'All people who have signed in are linked.';
  return `All ${counted(summary.linked, 'person', 'people')} who have signed in are linked.`;
}
