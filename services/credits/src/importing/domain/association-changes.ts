/** An association as it is now, with its version. */
type Association = { readonly version: number; readonly startedAt: string; readonly endedAt: string | null };
type Before = { readonly isNew: boolean; readonly earlierEnd: Date | null };

/** A start or an end of an association that partners do not know yet. */
export type AssociationChange =
  | { readonly kind: 'started'; readonly version: number; readonly reinstated: boolean }
  | { readonly kind: 'ended'; readonly version: number; readonly endedAt: string };

/**
 * What happened to an association between two of its versions, in order. A version that arrives may replace an earlier
 * one that was never seen: a link that is new and ended has started too, and one with another end was reinstated.
 */
export function changesOfAssociation(before: Before, now: Association): AssociationChange[] {
  const { version, endedAt } = now;
  const earlierEnd = before.earlierEnd?.toISOString() ?? null;
  const isReinstated = earlierEnd !== null && earlierEnd !== endedAt;
  const changes: AssociationChange[] = [];
  if (before.isNew || isReinstated) {
    changes.push({ kind: 'started', version: endedAt === null ? version : version - 1, reinstated: isReinstated });
  }
  if (endedAt !== null && endedAt !== earlierEnd) changes.push({ kind: 'ended', version, endedAt });
  return changes.filter((change) => change.version > 0);
}
