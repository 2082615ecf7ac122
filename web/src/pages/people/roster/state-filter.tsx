import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '../../../text/numbers.ts';
import type { RosterFilter } from './roster-filter.ts';
import { type Summary, stateWord } from './roster-words.ts';

type StateFilterProps = {
  readonly summary: Summary | null;
  /** Undefined where the caller does not see deleted users; null where they are not counted. */
  readonly deleted: number | null | undefined;
};

const route = getRouteApi('/signed-in/people');

/** The states as filters, each with the number of its people. */
export function StateFilter({ summary, deleted }: StateFilterProps): ReactNode {
  return (
    <nav aria-label="Filter by state">
      <ul className="state-filter">
        <FilterLink state={undefined} label="All" number={summary?.members} />
        <FilterLink state="NOT_LINKED" label={stateWord('NOT_LINKED')} number={summary?.notLinked} />
        <FilterLink
          state="INVITATION_PENDING"
          label={stateWord('INVITATION_PENDING')}
          number={summary?.invitationPending}
        />
        <FilterLink state="LEAVING" label={stateWord('LEAVING')} number={summary?.leaving} />
        <FilterLink state="LINKED" label={stateWord('LINKED')} number={summary?.linked} />
        {deleted !== undefined && <FilterLink state="DELETED" label="Deleted" number={deleted} />}
      </ul>
    </nav>
  );
}

type FilterLinkProps = {
  readonly state: RosterFilter['state'];
  readonly label: string;
  readonly number: number | null | undefined;
};

function FilterLink({ state, label, number }: FilterLinkProps): ReactNode {
  const search = route.useSearch();
  return (
    <li>
      <Link
        to="/people"
        search={{ state, q: search.q, order: undefined, after: undefined }}
        activeOptions={{ exact: true, explicitUndefined: true }}
        aria-current={search.state === state ? 'true' : undefined}
      >
        {label} {number != null && <strong>{count(number)}</strong>}
      </Link>
    </li>
  );
}
