import type { Credential } from '../../catalog/domain/catalog.js';
import { addPeriod, validityOn } from '../../catalog/domain/validity.js';
import { addDays, type Day, dayOf } from '../../values/domain/day.js';

export type NotCountingReason = 'NOT_YET_EARNED' | 'EARNED_AFTER_RETIREMENT' | 'EXPIRED' | 'RETIRED_TAIL_OVER';

/** A renewal is possible so many days before the expiry. */
export const RENEWAL_WINDOW_DAYS = 180;

/** The expiry without renewals; null when the credential never expires. A stated expiry takes precedence. */
export function firstExpiry(credential: Credential, earnedOn: Day, statedExpiry?: Day | null): Day | null {
  // An exam never expires: its stated expiry applies to the credential that it earns.
  if (credential.kind === 'EXAM') return null;
  if (statedExpiry) return statedExpiry;
  const period = validityOn(credential.validity, earnedOn);
  return period && addPeriod(earnedOn, period);
}

/** A renewal counts from 180 days before the expiry to the expiry day itself, and never after the retirement. */
export function renews(credential: Credential, expiry: Day | null, renewedAt: Date): boolean {
  const renewedOn = dayOf(renewedAt);
  if (expiry === null || validityOn(credential.validity, renewedOn) === null) return false;
  if (isRetiredAt(credential, renewedAt)) return false;
  return addDays(expiry, -RENEWAL_WINDOW_DAYS) <= renewedOn && renewedOn <= expiry;
}

/** A renewal adds the validity of its day to the expiry day, not to the day of the renewal. */
export function renewedExpiry(credential: Credential, expiry: Day, renewedOn: Day): Day {
  const period = validityOn(credential.validity, renewedOn);
  return period ? addPeriod(expiry, period) : expiry;
}

/**
 * True when the credential can no longer be earned or renewed at the instant: its last day is over in the vendor's
 * calendar.
 */
export function isRetiredAt({ retirement }: Credential, instant: Date): boolean {
  return retirement !== null && instant > retirement.until;
}

/** Why a holding does not count on a day; null when it counts. Requirements are checked elsewhere. */
export function reasonNotCounting(
  credential: Credential,
  held: { readonly earnedOn: Day; readonly expiresOn: Day | null; readonly earnedAt?: Date },
  day: Day,
): NotCountingReason | null {
  if (held.earnedOn > day) return 'NOT_YET_EARNED';
  if (isEarnedTooLate(credential, held)) return 'EARNED_AFTER_RETIREMENT';
  if (held.expiresOn !== null && day > held.expiresOn) return 'EXPIRED';
  if (credential.retirement && day > credential.retirement.countsThrough) return 'RETIRED_TAIL_OVER';
  return null;
}

/** Compares instants where the instant is known; otherwise the day, in the vendor's calendar. */
function isEarnedTooLate(credential: Credential, held: { earnedOn: Day; earnedAt?: Date }): boolean {
  if (held.earnedAt) return isRetiredAt(credential, held.earnedAt);
  return credential.retirement !== null && held.earnedOn > credential.retirement.date;
}
