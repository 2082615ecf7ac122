import type { Credential } from './catalogue.js';
import { addDays, addYears, type Day } from './day.js';

export type NotCountingReason = 'NOT_YET_EARNED' | 'EARNED_AFTER_RETIREMENT' | 'EXPIRED' | 'RETIRED_TAIL_OVER';

const RENEWAL_WINDOW_DAYS = 180;

/** The expiry without renewals; null where it never expires. What the source states wins. */
export function firstExpiry(credential: Credential, earnedOn: Day, statedExpiry?: Day | null): Day | null {
  if (statedExpiry) return statedExpiry;
  return credential.validityYears === null ? null : addYears(earnedOn, credential.validityYears);
}

/** A renewal counts from 180 days before the expiry to the expiry day itself, and never after retirement. */
export function renews(credential: Credential, expiry: Day | null, renewedOn: Day): boolean {
  if (expiry === null || credential.validityYears === null) return false;
  if (credential.retirement && renewedOn > credential.retirement.date) return false;
  return addDays(expiry, -RENEWAL_WINDOW_DAYS) <= renewedOn && renewedOn <= expiry;
}

/** A renewal adds a year to the expiry day, not to the day on which it was passed. */
export function renewedExpiry(credential: Credential, expiry: Day): Day {
  return addYears(expiry, credential.validityYears ?? 0);
}

/** Why a holding counts nowhere on a day; null where it counts. Whether a requirement names it is another question. */
export function reasonNotCounting(
  credential: Credential,
  held: { readonly earnedOn: Day; readonly expiresOn: Day | null },
  day: Day,
): NotCountingReason | null {
  if (held.earnedOn > day) return 'NOT_YET_EARNED';
  if (credential.retirement && held.earnedOn > credential.retirement.date) return 'EARNED_AFTER_RETIREMENT';
  if (held.expiresOn !== null && day > held.expiresOn) return 'EXPIRED';
  if (credential.retirement && day > credential.retirement.countsThrough) return 'RETIRED_TAIL_OVER';
  return null;
}
