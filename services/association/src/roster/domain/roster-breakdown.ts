/** The groupings of a roster. */
export const ROSTER_BREAKDOWNS = ['DEPARTMENT', 'COUNTRY', 'DEPARTMENT_AND_COUNTRY'] as const;

export type RosterBreakdownBy = (typeof ROSTER_BREAKDOWNS)[number];

/** The number of users on a roster by state; together they are the members. */
export type RosterNumbers = {
  readonly members: number;
  readonly linked: number;
  readonly notLinked: number;
  readonly invitationPending: number;
  readonly leaving: number;
};

/** The users of one department or country; null when unknown or not grouped by. */
export type RosterGroup = RosterNumbers & { readonly department: string | null; readonly country: string | null };

/** The largest groups, and the sum of all others: together they are the roster. */
export type RosterBreakdown = {
  readonly groups: readonly RosterGroup[];
  readonly others: RosterNumbers & { readonly groups: number };
};

export const NO_BREAKDOWN: RosterBreakdown = {
  groups: [],
  others: { groups: 0, members: 0, linked: 0, notLinked: 0, invitationPending: 0, leaving: 0 },
};
