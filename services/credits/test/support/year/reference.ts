import { CREDENTIALS } from './credentials-of-year.js';
import { type Facts, type Link, later, latest, type SentReport, type Spell } from './facts.js';

/** One achievement that an organization may count at an instant, or the reason why it does not. */
export type Held = {
  readonly link: Link;
  readonly code: string;
  readonly achievedAt: string;
  readonly expiresOn: string | null;
  readonly reason: 'EXPIRED' | 'RETIRED' | 'NOT_IN_ANY_REQUIREMENT' | null;
  /** The instant of its last change, and of its first event. */
  readonly changedAt: string;
  readonly heardOfAt: string;
};

/** The state before an instant, on its day; events at the instant are excluded. */
export function heldBefore(facts: Facts, organizationId: string, instant: string): Held[] {
  const linked = facts.links.filter(({ account }) => account.organizationId === organizationId);
  return linked.flatMap((link) => {
    const spell = link.spells.find((one) => isOpen(one, instant));
    if (!spell) return [];
    const reports = facts.reports.filter(
      (one) => one.source === link.source && one.profileId === link.profileId && one.recordedAt < instant,
    );
    return [...Map.groupBy(reports, ({ code }) => code)].flatMap(([code, history]) =>
      achievementsOf(code, history, instant).map(({ achievedAt, expiresOn }) => ({
        ...{ link, code, achievedAt, expiresOn },
        reason: whyNot(code, { achievedAt, expiresOn }, instant.slice(0, 10)),
        changedAt: latest([spell.from, ...instantsOf(history, instant)]),
        heardOfAt: history.map(({ recordedAt }) => recordedAt).sort()[0] ?? '',
      })),
    );
  });
}

/** The state at an instant, events at the instant included. */
export function heldNow(facts: Facts, organizationId: string, now: string): Held[] {
  return heldBefore(facts, organizationId, later(now, { milliseconds: 1 }));
}

/**
 * A leaver's link ends at the refresh that drops it; a person who moves or unlinks at a refresh is still on its report.
 */
function isOpen({ from, until, reason }: Spell, instant: string): boolean {
  if (from >= instant) return false;
  return until === null || until > instant || (until === instant && reason !== 'ACCOUNT_DELETED');
}

/**
 * Section 11 of the product rules: a renewal within 180 days before the expiry extends from the expiry day; a later one
 * starts anew.
 */
function achievementsOf(code: string, history: readonly SentReport[], instant: string) {
  const achievements: { achievedAt: string; expiresOn: string | null }[] = [];
  const rules = CREDENTIALS[code];
  const valid = history.filter(({ revokedAt }) => revokedAt === null || revokedAt >= instant);
  const days = [...new Set(valid.map(({ achievedAt }) => achievedAt.slice(0, 10)))].sort();
  for (const day of days) {
    const ofDay = valid.filter(({ achievedAt }) => achievedAt.startsWith(day));
    const achievedAt = ofDay.map((one) => one.achievedAt).sort()[0] ?? '';
    // The last recorded report states the expiry. Facts of one recording are in the order in which they were sent.
    const stated = ofDay
      .filter(({ statedExpiry }) => statedExpiry !== null)
      .reduce<SentReport | null>(
        (last, one) => (last && last.recordedAt > one.recordedAt ? last : one),
        null,
      )?.statedExpiry;
    const current = achievements.at(-1);
    if (!current || (current.expiresOn !== null && day > current.expiresOn)) {
      achievements.push({ achievedAt, expiresOn: stated ?? (rules?.expires ? aYearAfter(day) : null) });
    } else if (
      rules?.expires &&
      current.expiresOn !== null &&
      !(rules.retired && isOver(rules.retired[0], achievedAt))
    ) {
      if (stated && stated > current.expiresOn) current.expiresOn = stated;
      else if (isRenewal(current.expiresOn, day)) current.expiresOn = aYearAfter(current.expiresOn);
    }
  }
  return achievements;
}

function isRenewal(expiresOn: string, day: string): boolean {
  return day >= later(`${expiresOn}T00:00:00.000Z`, { days: -180 }).slice(0, 10);
}

/** The last day of the vendor ends at 23:59 US Central. */
function isOver(lastDay: string, instant: string): boolean {
  const there = new Date(Date.parse(instant) + 59_999).toLocaleDateString('en-CA', { timeZone: 'America/Chicago' });
  return there > lastDay;
}

function aYearAfter(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return next.endsWith('02-29') ? `${next.slice(0, 8)}28` : next;
}

function whyNot(code: string, held: { achievedAt: string; expiresOn: string | null }, day: string): Held['reason'] {
  const { retired, namedUntil } = CREDENTIALS[code] ?? {};
  if (retired && isOver(retired[0], held.achievedAt)) return 'RETIRED';
  if (held.expiresOn !== null && day > held.expiresOn) return 'EXPIRED';
  if (retired && day > retired[1]) return 'RETIRED';
  return namedUntil !== undefined && day >= namedUntil ? 'NOT_IN_ANY_REQUIREMENT' : null;
}

function instantsOf(history: readonly SentReport[], before: string): string[] {
  return history.flatMap(({ recordedAt, revokedAt }) =>
    [recordedAt, revokedAt].filter((one): one is string => one !== null && one < before),
  );
}

/** The first instant at which an event of an instant can be processed. */
export function workedOnFrom(facts: Facts, instant: string): string {
  const outage = facts.outages.find(({ from, until }) => from <= instant && (until === null || until > instant));
  return outage?.until ?? instant;
}

/** The number of people who count with one of the credentials. */
export function peopleWith(held: readonly Held[], codes: readonly string[]): number {
  const counting = held.filter(({ reason, code }) => reason === null && codes.includes(code));
  return new Set(counting.map(({ link }) => link.account.id)).size;
}

/** Security without figures, in sixths of a point: skilling only, by the published thresholds of the day. */
export function securitySixths(held: readonly Held[], day: string): number {
  const [first, second] = [peopleWith(held, ['AZ-SEC']), peopleWith(held, ['SEC-OPS'])];
  const third = peopleWith(held, ['IAM', 'INFO-PROT']);
  const enterprise = first >= 2 && second >= 2 ? Math.min(240, third * 40) : 0;
  if (day < '2026-07-01') return enterprise;
  const steps = (first > 0 ? 24 : 0) + (second > 0 ? 24 : 0) + (first > 0 && second > 0 ? third * 48 : 0);
  return Math.max(enterprise, Math.min(240, steps));
}
