/** The orders of a roster; equal and missing values follow by name. */
export const ROSTER_ORDERS = [
  'NAME_ASC',
  'NAME_DESC',
  'LINKED_SINCE_ASC',
  'LINKED_SINCE_DESC',
  'LEAVES_REPORT_AT_ASC',
] as const;

export type RosterOrder = (typeof ROSTER_ORDERS)[number];
