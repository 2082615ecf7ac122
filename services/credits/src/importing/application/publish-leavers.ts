import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { recordEvents } from '../../events/store/event.store.js';
import { changesOfLeaver } from '../domain/leaver-changes.js';
import { findLeaver, type Leaver, lockDueLeavers, savePublishedLeavers } from '../store/published-leaver.store.js';

const LEAVERS_AT_A_TIME = 500;

/** Records events when the drop date of a user changed or has come. */
export async function publishLeaver(manager: EntityManager, userId: string, now: Date): Promise<void> {
  const leaver = await findLeaver(manager, userId);
  if (leaver) await publishChanges(manager, [leaver], now);
}

/** Records an event for each leaver whose drop date has come. */
export async function publishDueLeavers({ dataSource, clock }: Dependencies): Promise<void> {
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      const now = clock.now();
      const due = await lockDueLeavers(manager, { now, limit: LEAVERS_AT_A_TIME });
      await publishChanges(manager, due, now);
      return due.length;
    });
    if (found < LEAVERS_AT_A_TIME) return;
  }
}

async function publishChanges(manager: EntityManager, leavers: readonly Leaver[], now: Date): Promise<void> {
  const changed = leavers.flatMap((leaver) => {
    const events = eventsOf(leaver, now);
    return events.length === 0 ? [] : [{ leaver, events }];
  });
  await savePublishedLeavers(
    manager,
    changed.map(({ leaver, events }) => ({
      ...leaver,
      version: leaver.version + events.length,
      publishedDate: leaver.leavesReportAt,
      hasLeft: events.some(({ type }) => type === 'user.left'),
    })),
  );
  await recordEvents(
    manager,
    changed.flatMap(({ events }) => events),
  );
}

function eventsOf(leaver: Leaver, now: Date): PartnerEvent[] {
  const { organizationId, userId, personRef, version } = leaver;
  return changesOfLeaver(leaver, now).map((change, index): PartnerEvent => {
    const about = { organizationId, subject: userId, subjectVersion: version + index + 1 };
    if (change.kind === 'left') {
      const leftAt = change.leftAt.toISOString();
      return { type: 'user.left', ...about, occurredAt: change.leftAt, data: { userId, personRef, leftAt } };
    }
    const leavesReportAt = change.leavesReportAt?.toISOString() ?? null;
    return { type: 'user.leaving', ...about, occurredAt: now, data: { userId, personRef, leavesReportAt } };
  });
}
