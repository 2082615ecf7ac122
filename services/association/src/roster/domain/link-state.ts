/**
 * The state of a user on the roster, in this order of precedence: LEAVING until the refresh, INVITATION_PENDING until
 * the first sign-in, LINKED with at least one source, NOT_LINKED. The database computes it (baseline/01-members.sql).
 */
export const LINK_STATES = ['LEAVING', 'INVITATION_PENDING', 'LINKED', 'NOT_LINKED'] as const;

export type LinkState = (typeof LINK_STATES)[number];
