import type { Credential } from '../../catalog/domain/catalog.js';
import { type Day, dayOf, LAST_DAY } from '../../values/domain/day.js';
import { firstExpiry, isRetiredAt, renewedExpiry, renews } from './holding.js';

/** A report of one completion, and when it was recorded. */
export type Completion = {
  readonly id: string;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
  readonly recordedAt: Date;
};

/** Why a stated expiry does not apply. */
export type IgnoredExpiry = 'SUPERSEDED' | 'NOT_LATER' | 'RETIRED' | 'NEVER_EXPIRES' | 'REVOKED';

/** The expiry that applies, and the reason when it is not the stated one. */
export type ExpiryDecision = { readonly expiresOn: Day | null; readonly ignored: IgnoredExpiry | null };

/** Groups the reports of one day: a person earns or renews a credential at most once a day. */
export function groupByCompletion<Report extends Completion>(ordered: readonly Report[]): [Report, ...Report[]][] {
  const byDay = Map.groupBy(ordered, ({ achievedAt }) => dayOf(achievedAt));
  return [...byDay.values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest] as [Report, ...Report[]]] : []));
}

/** The report with a stated expiry that was recorded last. */
export function findLastStated(reports: readonly Completion[]): Completion | undefined {
  return reports
    .filter(({ statedExpiry }) => statedExpiry !== null)
    .reduce<Completion | undefined>((last, one) => (last === undefined || isLater(one, last) ? one : last), undefined);
}

/** The expiry of a new achievement: as stated, otherwise by the validity of the day. */
export function decideFirstExpiry(
  credential: Credential,
  { achievedAt }: Completion,
  stated: Day | null,
): ExpiryDecision {
  return { expiresOn: firstExpiry(credential, dayOf(achievedAt), stated), ignored: null };
}

/**
 * The expiry after another completion of a held credential. A renewal extends it by the stated expiry or by the
 * validity. Outside the window only a later stated expiry extends it. Nothing shortens it, and nothing renews it after
 * the retirement.
 */
export function decideNextExpiry(
  credential: Credential,
  current: Day | null,
  { achievedAt }: Completion,
  stated: Day | null,
): ExpiryDecision {
  if (current === null) {
    const isIgnored = stated !== null && stated !== LAST_DAY && credential.kind !== 'EXAM';
    return { expiresOn: null, ignored: isIgnored ? 'NEVER_EXPIRES' : null };
  }
  const isLaterDay = stated !== null && stated > current;
  if (isRetiredAt(credential, achievedAt))
    return { expiresOn: current, ignored: isLaterDay ? 'RETIRED' : ignoredAs(stated, current) };
  if (isLaterDay) return { expiresOn: stated, ignored: null };
  const expiresOn = renews(credential, current, achievedAt)
    ? renewedExpiry(credential, current, dayOf(achievedAt))
    : current;
  return { expiresOn, ignored: ignoredAs(stated, expiresOn) };
}

function ignoredAs(stated: Day | null, expiresOn: Day | null): IgnoredExpiry | null {
  return stated === null || stated === expiresOn ? null : 'NOT_LATER';
}

function isLater(one: Completion, other: Completion): boolean {
  const difference = one.recordedAt.getTime() - other.recordedAt.getTime();
  return difference > 0 || (difference === 0 && one.id > other.id);
}
