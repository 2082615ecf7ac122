import type { LearningSource } from '../../../src/catalog/domain/catalog.js';

/** The facts of the year, an append-only list. Instants are ISO texts and compare as such. */
export type Facts = {
  readonly organizations: string[];
  readonly accounts: Account[];
  readonly links: Link[];
  readonly reports: SentReport[];
  /** A time without a worker: from, until (null: still). */
  readonly outages: { from: string; until: string | null }[];
};

export type Account = {
  readonly id: string;
  readonly organizationId: string;
  readonly displayName: string;
  readonly offboardings: Departure[];
};

export type Departure = { readonly since: string; readonly leavesAt: string; canceledAt: string | null };

export type EndReason = 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION' | 'ACCOUNT_DELETED';

/** A link has several spells when a leaver is reinstated. */
export type Spell = { readonly from: string; until: string | null; reason: EndReason | null };

export type Link = {
  readonly id: string;
  readonly source: LearningSource;
  readonly profileId: string;
  readonly account: Account;
  readonly startedAt: string;
  readonly spells: Spell[];
};

/** A report of a learning source. */
export type SentReport = {
  readonly externalId: string;
  readonly source: LearningSource;
  readonly profileId: string;
  readonly code: string;
  readonly achievedAt: string;
  readonly statedExpiry: string | null;
  readonly recordedAt: string;
  revokedAt: string | null;
};

const DAY = 86_400_000;

export function later(instant: string, by: { days?: number; hours?: number; milliseconds?: number }): string {
  const { days = 0, hours = 0, milliseconds = 0 } = by;
  return new Date(Date.parse(instant) + days * DAY + hours * 3_600_000 + milliseconds).toISOString();
}

export function latest(instants: readonly string[]): string {
  return [...instants].sort().at(-1) ?? '';
}

/** The first 10th, 00:00 UTC, of a month after that of an instant (R21). */
export function tenthAfterMonthOf(instant: string): string {
  return new Date(Date.UTC(Number(instant.slice(0, 4)), Number(instant.slice(5, 7)), 10)).toISOString();
}

/** The latest leaving of a person who is not back, pending or past. */
export function leavingAt({ offboardings }: Account, now: string): Departure | undefined {
  return offboardings.find(({ since, canceledAt }) => since <= now && canceledAt === null);
}

/** The leaving of a person that is neither canceled nor past (R22). */
export function leavingBefore(account: Account, instant: string) {
  return account.offboardings.find(
    ({ since, leavesAt, canceledAt }) =>
      since < instant && leavesAt > instant && (canceledAt === null || canceledAt >= instant),
  );
}
