import { filters, oneOf, type Search, textOf } from '../../../app/search.ts';
import type { LinkState, RosterOrder } from '../../../graphql/documents.ts';
import type { Known } from '../../../text/words.ts';

/** The states of the filter. Deleted users are listed too, though they are not on the roster. */
const FILTERS = ['NOT_LINKED', 'INVITATION_PENDING', 'LEAVING', 'LINKED', 'DELETED'] as const;

const ORDERS: readonly Known<RosterOrder>[] = [
  'NAME_ASC',
  'NAME_DESC',
  'LINKED_SINCE_ASC',
  'LINKED_SINCE_DESC',
  'LEAVES_REPORT_AT_ASC',
];

/** Reads the filter of the roster from the address. */
export function readRosterFilter(search: Search) {
  return filters({
    state: oneOf(FILTERS, search.state),
    q: textOf(search.q),
    order: oneOf(ORDERS, search.order),
    after: textOf(search.after),
  });
}

/** The filter of the roster, as it stands in the address. */
export type RosterFilter = ReturnType<typeof readRosterFilter>;

/** The order of the roster; leavers are sorted by the day on which they leave. */
export function orderOf({ state, order }: RosterFilter): Known<RosterOrder> {
  return order ?? (state === 'LEAVING' ? 'LEAVES_REPORT_AT_ASC' : 'NAME_ASC');
}

/** The variables of the question for a filter. */
export function rosterVariables(filter: RosterFilter): RosterVariables {
  const { state, q, after } = filter;
  const deleted = state === 'DELETED';
  return {
    deleted,
    states: state === undefined || deleted ? null : [state],
    search: q ?? null,
    orderBy: orderOf(filter),
    after: after ?? null,
  };
}

type RosterVariables = {
  readonly deleted: boolean;
  readonly states: LinkState[] | null;
  readonly search: string | null;
  readonly orderBy: RosterOrder;
  readonly after: string | null;
};
