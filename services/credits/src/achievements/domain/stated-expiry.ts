import type { Credential } from '../../catalog/domain/catalog.js';
import { type Day, dayOf, LAST_DAY } from '../../values/domain/day.js';
import { firstExpiry, isRetiredAt, renewedExpiry, renews } from './holding.js';

/** What is told about one completion, and when it was recorded. */
export type Completion = {
  readonly id: string;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
  readonly recordedAt: Date;
};

/** Why an expiry that the source states does not hold. */
export type IgnoredExpiry = 'SUPERSEDED' | 'NOT_LATER' | 'RETIRED' | 'NEVER_EXPIRES' | 'REVOKED';

/** What became of an expiry: the one that holds now, and why the stated one does not where it does not. */
export type ExpiryDecision = { readonly expiresOn: Day | null; readonly ignored: IgnoredExpiry | null };

/** Reports of one day are reports of one completion: no person earns or renews the same credential twice a day. */
export function groupByCompletion<Report extends Completion>(ordered: readonly Report[]): [Report, ...Report[]][] {
  const byDay = Map.groupBy(ordered, ({ achievedAt }) => dayOf(achievedAt));
  return [...byDay.values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest] as [Report, ...Report[]]] : []));
}

/** Of several reports of a completion the one that was recorded last says when it expires. */
export function findLastStated(reports: readonly Completion[]): Completion | undefined {
  return reports
    .filter(({ statedExpiry }) => statedExpiry !== null)
    .reduce<Completion | undefined>((last, one) => (last === undefined || isLater(one, last) ? one : last), undefined);
}

/** The expiry of what is earned anew: as stated, else by the validity of the day. */
export function decideFirstExpiry(
  credential: Credential,
  { achievedAt }: Completion,
  stated: Day | null,
): ExpiryDecision {
  return { expiresOn: firstExpiry(credential, dayOf(achievedAt), stated), ignored: null };
}

/**
 * The expiry after another completion of what is held still. A renewal extends, by what is stated or by the validity; outside
 * the window it extends where the source states a later day. Nothing shortens what is held, and nothing is renewed after
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
