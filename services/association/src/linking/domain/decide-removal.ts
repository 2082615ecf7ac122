import { type Association, isActive } from './association.js';

export type RemovalDecision = { kind: 'end'; association: Association } | { kind: 'not-associated' };

/**
 * "Remove access": always allowed (R5); it refunds and resets nothing (decision (c)). Whose link may end is not asked
 * here: the associations are those of the account that asks, and nobody can name another (R4).
 */
export function decideRemoval(ofAccount: readonly Association[]): RemovalDecision {
  const association = ofAccount.find(isActive);
  return association ? { kind: 'end', association } : { kind: 'not-associated' };
}
