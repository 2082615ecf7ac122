import { type Association, isActive } from './association.js';

export type RemovalDecision =
  | { kind: 'end'; association: Association }
  | { kind: 'not-associated' }
  | { kind: 'not-the-owner' };

/** "Remove access": always allowed, to the owner only (R4, R5); it refunds and resets nothing (decision (c)). */
export function decideRemoval(actorId: string, ofAccount: readonly Association[]): RemovalDecision {
  const association = ofAccount.find(isActive);
  if (!association) return { kind: 'not-associated' };
  if (association.userId !== actorId) return { kind: 'not-the-owner' };
  return { kind: 'end', association };
}
