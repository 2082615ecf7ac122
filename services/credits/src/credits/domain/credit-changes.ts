import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import type { RelevancePeriod } from '../../rules/domain/relevance-calendar.js';
import { addDays, type Day, firstInstantOf } from '../../values/domain/day.js';
import { type CreditFacts, type CreditReason, standingOf } from './credit.js';

/** A credit that partners know as counting. */
export type PublishedCredit = { readonly id: string; readonly credentialCode: string };

/** A credit of a person with the facts of its state. */
export type PersonCredit = Omit<CreditFacts, 'credential' | 'named'> &
  PublishedCredit & { readonly source: LearningSource };

/** REPLACED: the achievement became part of another one. */
export type DropReason =
  | Exclude<CreditReason, 'LAG' | 'STEP_NOT_REACHED' | 'CAP_REACHED' | 'PERSON_ALREADY_COUNTED'>
  | 'REPLACED';

export type DroppedCredit = PublishedCredit & { readonly reason: DropReason; readonly droppedAt: Date };

/** What changed for a person since it was published last, and the next instant at which it changes by itself. */
export type CreditChanges = {
  readonly counted: readonly PersonCredit[];
  readonly dropped: readonly DroppedCredit[];
  readonly counting: readonly PublishedCredit[];
  readonly dueAt: Date | null;
};

/** The rules of the day of `now`. */
export type CreditTerms = {
  readonly catalog: Catalog;
  /** The credentials that a requirement names. */
  readonly named: ReadonlySet<string>;
  readonly relevance: (code: string) => RelevancePeriod;
  readonly now: Date;
};

/**
 * Compares the credits of a person that count now with those that were published as counting. A pending credit changes
 * nothing: it is counted soon. `moved` are credits that belong to another person of the organization now.
 */
export function changesOfCredits(
  published: readonly PublishedCredit[],
  credits: readonly PersonCredit[],
  moved: ReadonlySet<string>,
  terms: CreditTerms,
): CreditChanges {
  const known = new Map(credits.map((credit) => [credit.id, credit]));
  const before = new Set(published.map(({ id }) => id));
  const counted: PersonCredit[] = [];
  const dropped: DroppedCredit[] = [];
  const counting: PublishedCredit[] = [];
  const due: Date[] = [];
  for (const { id, credentialCode } of published) {
    if (known.has(id)) continue;
    dropped.push({ id, credentialCode, reason: moved.has(id) ? 'NOT_LINKED' : 'REPLACED', droppedAt: terms.now });
  }
  for (const credit of credits) {
    const { id, credentialCode } = credit;
    const { state, reason } = standingOf(factsOf(credit, terms), terms.now);
    due.push(...nextChanges(credit, reason, terms));
    if (reason === null || state === 'PENDING') {
      if (reason === null && !before.has(id)) counted.push(credit);
      if (reason === null || before.has(id)) counting.push({ id, credentialCode });
    } else if (before.has(id)) {
      dropped.push({ id, credentialCode, reason: reason as DropReason, droppedAt: dropInstant(credit, reason, terms) });
    }
  }
  return { counted, dropped, counting, dueAt: due.length === 0 ? null : new Date(Math.min(...due.map(Number))) };
}

function factsOf(credit: PersonCredit, { catalog, named }: CreditTerms): CreditFacts {
  const { credentialCode } = credit;
  return { ...credit, credential: catalog.recorded(credentialCode), named: named.has(credentialCode) };
}

/** When the reason came into effect, at the latest now. */
function dropInstant(credit: PersonCredit, reason: CreditReason, { relevance, now }: CreditTerms): Date {
  const { endedAt, leavesReportAt, revokedAt, expiresOn, credentialCode } = credit;
  const since = relevance(credentialCode).from;
  const ended = endedAt !== null && endedAt <= now ? endedAt : leavesReportAt;
  const instants: Partial<Record<CreditReason, Date | null>> = {
    ...{ NOT_LINKED: ended, MOVED_AWAY: ended, PERSON_LEFT: ended, REVOKED: revokedAt },
    EXPIRED: expiresOn && dayAfter(expiresOn),
    RETIRED: since && firstInstantOf(since),
    NOT_IN_ANY_REQUIREMENT: since && firstInstantOf(since),
  };
  const instant = instants[reason];
  return instant && instant < now ? instant : now;
}

/** The instants at which a credit stops counting without an event, or at which a rule set names its credential. */
function nextChanges(credit: PersonCredit, reason: CreditReason | null, { relevance }: CreditTerms): Date[] {
  const { endedAt, leavesReportAt, expiresOn, credentialCode } = credit;
  if (reason !== null && reason !== 'NOT_IN_ANY_REQUIREMENT') return [];
  const { until } = relevance(credentialCode);
  const ends = reason === null ? [endedAt, leavesReportAt, expiresOn && dayAfter(expiresOn)] : [];
  return [...ends, until && firstInstantOf(until)].filter((instant) => instant !== null);
}

function dayAfter(day: Day): Date {
  return firstInstantOf(addDays(day, 1));
}
