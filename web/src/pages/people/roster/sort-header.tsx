import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { orderOf, type RosterFilter } from './roster-filter.ts';

type Order = NonNullable<RosterFilter['order']>;

const route = getRouteApi('/signed-in/people');

/** The head of a column that sorts the roster. */
export function SortHeader({ by, children }: { readonly by: 'name' | 'state'; readonly children: string }): ReactNode {
  const filter = route.useSearch();
  const orders = ordersOf(by, filter.state);
  if (orders.length === 0) return <th scope="col">{children}</th>;
  const current = orders.find((order) => order === orderOf(filter));
  const next = orders.find((order) => order !== current);
  return (
    <th scope="col" aria-sort={current && directionOf(current)}>
      <Link to="/people" search={{ ...filter, order: next, after: undefined }}>
        {children}
        {current !== undefined && (directionOf(current) === 'ascending' ? ' ▲' : ' ▼')}
      </Link>
    </th>
  );
}

/** The orders of a column; a second click takes the other one. */
function ordersOf(by: 'name' | 'state', state: RosterFilter['state']): readonly Order[] {
  if (state === 'DELETED') return [];
  if (by === 'name') return ['NAME_ASC', 'NAME_DESC'];
  if (state === 'LEAVING') return ['LEAVES_REPORT_AT_ASC'];
  return state === 'LINKED' || state === undefined ? ['LINKED_SINCE_DESC', 'LINKED_SINCE_ASC'] : [];
}

function directionOf(order: Order): 'ascending' | 'descending' {
  return order.endsWith('_DESC') ? 'descending' : 'ascending';
}
