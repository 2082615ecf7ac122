import { type Association, isActive } from '../../linking/domain/association.js';

export type MergeDecision =
  | { kind: 'merge' }
  /** The two are one profile already, in any order and over any number of merges. */
  | { kind: 'repetition' }
  /** Both are linked now, so they belong to two people. */
  | { kind: 'conflict' };

/** `from` and `into` are the surviving profiles of the given ids. */
export function decideMerge(
  from: { profileId: string; associations: readonly Association[] },
  into: { profileId: string; associations: readonly Association[] },
): MergeDecision {
  if (from.profileId === into.profileId) return { kind: 'repetition' };
  const [one, other] = [from.associations.find(isActive), into.associations.find(isActive)];
  return one && other ? { kind: 'conflict' } : { kind: 'merge' };
}
