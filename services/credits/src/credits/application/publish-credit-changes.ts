import { MAX_CREDITS_PER_EVENT } from '@app/events/partner/credit-events';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { recordEvents } from '../../events/store/event.store.js';
import type { PersonKey } from '../../holdings/store/recalculation-queue.store.js';
import { requiredOn } from '../../rules/domain/relevance.js';
import { relevanceCalendar } from '../../rules/domain/relevance-calendar.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { dayOf } from '../../values/domain/day.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import { type CreditChanges, type CreditTerms, changesOfCredits } from '../domain/credit-changes.js';
import {
  findExistingCredits,
  listCreditsOfPeople,
  listPublishedPeople,
  lockPeopleWithDueCredits,
  type NewlyPublished,
  type PublishedPerson,
  savePublishedCredits,
} from '../store/published-credits.store.js';

const PEOPLE_AT_A_TIME = 200;

/**
 * Records events about credits of these people that count from now on or no longer, compared with what was published
 * last. Requires locked rows of `person`. Repeating it changes nothing.
 */
export async function publishCreditChanges(
  manager: EntityManager,
  { rules, now }: { rules: Rules; now: Date },
  people: readonly PersonKey[],
): Promise<void> {
  if (people.length === 0) return;
  const published = await listPublishedPeople(manager, people);
  const credits = await listCreditsOfPeople(manager, published);
  const creditsOf = Map.groupBy(credits, ({ organizationId, personRef }) => `${organizationId} ${personRef}`);
  const current = new Set(credits.map(({ id }) => id));
  const gone = published.flatMap(({ creditIds }) => creditIds ?? []).filter((id) => !current.has(id));
  const moved = new Set([...current, ...(await findExistingCredits(manager, gone))]);
  const terms = termsOf(rules, now);
  const events: PartnerEvent[] = [];
  const changed: NewlyPublished[] = [];
  for (const person of published) {
    const { organizationId, personRef, leavesReportAt } = person;
    const own = (creditsOf.get(`${organizationId} ${personRef}`) ?? []).map((one) => ({ ...one, leavesReportAt }));
    const changes = changesOfCredits(publishedCredits(person), own, moved, terms);
    const told = eventsOf(person, changes, now);
    if (told.length === 0 && changes.dueAt?.getTime() === person.dueAt?.getTime()) continue;
    events.push(...told);
    changed.push({
      ...{ organizationId, personRef, dueAt: changes.dueAt },
      version: Number(person.version ?? 0) + told.length,
      creditIds: changes.counting.map(({ id }) => id),
      credentialCodes: changes.counting.map(({ credentialCode }) => credentialCode),
    });
  }
  await savePublishedCredits(manager, changed);
  await recordEvents(manager, events);
}

/** Publishes the changes that came with time: expiries, retirements, leavers at their refresh, rule sets that begin. */
export async function publishDueCreditChanges({ dataSource, clock, rules }: Dependencies): Promise<void> {
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      await allowLongStatements(manager);
      const now = clock.now();
      const people = await lockPeopleWithDueCredits(manager, { now, limit: PEOPLE_AT_A_TIME });
      await publishCreditChanges(manager, { rules, now }, people);
      return people.length;
    });
    if (found < PEOPLE_AT_A_TIME) return;
  }
}

function termsOf(rules: Rules, now: Date): CreditTerms {
  const today = dayOf(now);
  const calendar = relevanceCalendar(rules);
  const relevance = (code: string) => calendar.unchanged(code, today);
  return { catalog: rules.catalog, named: requiredOn(rules, today), relevance, now };
}

function publishedCredits({ creditIds, credentialCodes }: PublishedPerson) {
  return (creditIds ?? []).map((id, index) => ({ id, credentialCode: credentialCodes?.[index] ?? '' }));
}

function eventsOf(
  { organizationId, personRef, userId, version }: PublishedPerson,
  { counted, dropped }: CreditChanges,
  now: Date,
): PartnerEvent[] {
  const person = { personRef, userId };
  const drops = chunksOf(dropped).map((credits) => ({
    type: 'credit.dropped' as const,
    occurredAt: new Date(Math.max(...credits.map(({ droppedAt }) => droppedAt.getTime()))),
    data: {
      ...person,
      credits: credits.map(({ id, credentialCode, reason, droppedAt }) => {
        return { creditId: id, credentialCode, reason, droppedAt: droppedAt.toISOString() };
      }),
    },
  }));
  const counts = chunksOf(counted).map((credits) => ({
    type: 'credit.counted' as const,
    occurredAt: now,
    data: {
      ...person,
      credits: credits.map(({ id, credentialCode, source, achievedAt, expiresOn, countedAt }) => ({
        ...{ creditId: id, credentialCode, source, achievedAt: achievedAt.toISOString(), expiresOn },
        countedAt: (countedAt ?? now).toISOString(),
      })),
    },
  }));
  return [...drops, ...counts].map((event, index) => ({
    ...{ ...event, organizationId, subject: personRef },
    subjectVersion: Number(version ?? 0) + index + 1,
  }));
}

function chunksOf<T>(all: readonly T[]): T[][] {
  const starts = all.flatMap((_, index) => (index % MAX_CREDITS_PER_EVENT === 0 ? [index] : []));
  return starts.map((start) => all.slice(start, start + MAX_CREDITS_PER_EVENT));
}
