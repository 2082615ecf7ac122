/** In which order a roster is listed; people with equal values, and those without one, follow by name. */
export const ROSTER_ORDERS = [
  'NAME_ASC',
  'NAME_DESC',
  'LINKED_SINCE_ASC',
  'LINKED_SINCE_DESC',
  'LEAVES_REPORT_AT_ASC',
] as const;

export type RosterOrder = (typeof ROSTER_ORDERS)[number];
