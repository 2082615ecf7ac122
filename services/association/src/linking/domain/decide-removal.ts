import { type Association, isActive } from './association.js';

export type RemovalDecision = { kind: 'end'; association: Association } | { kind: 'not-associated' };

/**
 * "Remove access": always allowed (R5); refunds and resets nothing (decision (c)). The associations are those of the
 * caller's account, so no caller can end another user's link (R4).
 */
export function decideRemoval(ofAccount: readonly Association[]): RemovalDecision {
  const association = ofAccount.find(isActive);
  return association ? { kind: 'end', association } : { kind: 'not-associated' };
}
