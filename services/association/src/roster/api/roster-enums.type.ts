import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { LINK_STATES } from '../domain/link-state.js';
import { ROSTER_ORDERS } from '../domain/roster-order.js';

export const LinkStateEnum = enumOf(LINK_STATES);
registerEnumType(LinkStateEnum, {
  name: 'LinkState',
  description: 'In this order of precedence: LEAVING, INVITATION_PENDING, LINKED (at least one source), NOT_LINKED.',
});

export const RosterOrderEnum = enumOf(ROSTER_ORDERS);
registerEnumType(RosterOrderEnum, {
  name: 'RosterOrder',
  description: 'How a roster is sorted; equal values by name in the same direction, then by id.',
  valuesConfig: {
    NAME_ASC: { description: 'By display name, case-insensitive.' },
    NAME_DESC: { description: 'By display name, case-insensitive, descending.' },
    LINKED_SINCE_ASC: { description: 'Longest link first; people without a link last.' },
    LINKED_SINCE_DESC: { description: 'Newest link first; people without a link last.' },
    LEAVES_REPORT_AT_ASC: {
      description: 'Leavers first, by the instant at which they drop out; then all other people.',
    },
  },
});
