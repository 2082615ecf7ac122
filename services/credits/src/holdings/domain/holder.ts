import { type CredentialList, listedOn } from '../../rules/domain/credential-list.js';
import { compareText } from '../../values/domain/compare-text.js';
import type { Day } from '../../values/domain/day.js';

/** A credential of a linked person that counts on the day. */
export type CountingHolding = {
  readonly achievementId: string;
  readonly personRef: string;
  readonly credentialCode: string;
  readonly achievedAt: Date;
};

/** Holdings that count on the day, by credential. */
export type HoldingsByCredential = ReadonlyMap<string, readonly CountingHolding[]>;

/**
 * Earliest achievement first, then credential code, then person. The order is total, so that the result does not depend
 * on the order of the input.
 */
export function byCountingOrder(a: CountingHolding, b: CountingHolding): number {
  return (
    a.achievedAt.getTime() - b.achievedAt.getTime() ||
    compareText(a.credentialCode, b.credentialCode) ||
    compareText(a.personRef, b.personRef) ||
    compareText(a.achievementId, b.achievementId)
  );
}

/** The holders of a list on a day in counting order, each with the achievement that counts. */
export function holdersOf(list: CredentialList, day: Day, holdings: HoldingsByCredential): CountingHolding[] {
  const seen = new Set<string>();
  return listedOn(list, day)
    .flatMap((code) => holdings.get(code) ?? [])
    .sort(byCountingOrder)
    .filter(({ personRef }) => !seen.has(personRef) && seen.add(personRef));
}

export function byCredential(holdings: readonly CountingHolding[]): HoldingsByCredential {
  return Map.groupBy(holdings, ({ credentialCode }) => credentialCode);
}
