import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { useFocusOnChange } from '../../../design/use-focus-on-change.ts';
import { Wide } from '../../../design/wide.tsx';
import { PersonActs } from '../acts/person-acts.tsx';
import { EmptyRoster } from './empty-roster.tsx';
import { deletedSentence, foundSentence, reasonSentence, type Summary, stateTone, stateWord } from './roster-words.ts';
import type { Row } from './rows.ts';
import { SortHeader } from './sort-header.tsx';

type RosterTableProps = {
  readonly rows: readonly Row[];
  /** Null where a search finds more than the API counts. */
  readonly totalCount: number | null;
  readonly summary: Summary | null;
};

const route = getRouteApi('/signed-in/people');

/** The people of a page: state and reason, and what the user may do. */
export function RosterTable({ rows, totalCount, summary }: RosterTableProps): ReactNode {
  const { q, state, after } = route.useSearch();
  const table = useFocusOnChange<HTMLElement>(after);
  return (
    <>
      <p role="status" className="quiet">
        {foundSentence(totalCount, q)}
      </p>
      {rows.length === 0 ? (
        <EmptyRoster state={state} q={q} summary={summary} />
      ) : (
        <Wide label="People" ref={table}>
          <table className="roster">
            <thead>
              <tr>
                <SortHeader by="name">Person</SortHeader>
                <SortHeader by="state">State</SortHeader>
                <th scope="col">Actions</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RosterRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

function RosterRow({ row }: { readonly row: Row }): ReactNode {
  const { person } = row;
  const now = new Date();
  return (
    <tr>
      <th scope="row">{person === undefined ? 'Name not available' : <PersonLink {...person} />}</th>
      <td>
        {row.kind === 'deleted' ? (
          <StateCell badge={<Badge tone="quiet">Deleted</Badge>} reason={deletedSentence(row.account, now)} />
        ) : (
          <StateCell
            badge={<Badge tone={stateTone(row.facts.state)}>{stateWord(row.facts.state)}</Badge>}
            reason={reasonSentence(row.facts, now)}
          />
        )}
      </td>
      <td>
        {person !== undefined && (
          <PersonActs
            person={person}
            notLinked={row.kind === 'on the roster' && row.facts.state === 'NOT_LINKED'}
            menu
          />
        )}
      </td>
    </tr>
  );
}

type PersonLinkProps = { readonly id: string; readonly displayName: string; readonly email: string };

function PersonLink({ id, displayName, email }: PersonLinkProps): ReactNode {
  return (
    <>
      <Link to="/people/$id" params={{ id }}>
        <bdi>{displayName}</bdi>
      </Link>
      <br />
      <span className="quiet person-address">{email}</span>
    </>
  );
}

function StateCell({ badge, reason }: { readonly badge: ReactNode; readonly reason: string }): ReactNode {
  return (
    <>
      {badge}
      {reason !== '' && <span className="reason">{reason}</span>}
    </>
  );
}
