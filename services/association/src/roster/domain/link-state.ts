/**
 * What somebody is to the roster, in this order of precedence: LEAVING until the refresh, INVITATION_PENDING until the
 * first sign-in, LINKED with at least one source, NOT_LINKED. The member's row computes it (migration: follow leavers).
 */
export const LINK_STATES = ['LEAVING', 'INVITATION_PENDING', 'LINKED', 'NOT_LINKED'] as const;

export type LinkState = (typeof LINK_STATES)[number];
