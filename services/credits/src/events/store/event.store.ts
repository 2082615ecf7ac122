import { parseEventData } from '@app/events/partner/event-body';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import type { EntityManager } from 'typeorm';

/** The channel that wakes the relay when a transaction with events commits. */
export const EVENTS_CHANNEL = 'credits_events';

/** The maximum size of `data` in bytes: a body stays below 64 KiB. */
const MAX_DATA_BYTES = 63 * 1024;

/** Records an event in the transaction of the change. The same version of a subject is recorded once. */
export async function recordEvent(manager: EntityManager, event: PartnerEvent): Promise<void> {
  await recordEvents(manager, [event]);
}

/**
 * Records events in the transaction of the change, in their order, with one statement, and wakes the relay after the
 * commit. The same version of a subject is recorded once. `data` has no names, addresses or profile ids.
 */
export async function recordEvents(manager: EntityManager, events: readonly PartnerEvent[]): Promise<void> {
  if (events.length === 0) return;
  const data = events.map(serializeData);
  await manager.query(
    `INSERT INTO event (organization_id, type, subject, subject_version, occurred_at, data)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::json[])
     ON CONFLICT ON CONSTRAINT event_once DO NOTHING`,
    [
      events.map(({ organizationId }) => organizationId),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject),
      events.map(({ subjectVersion }) => subjectVersion),
      events.map(({ occurredAt }) => occurredAt),
      data,
    ],
  );
  await manager.query("SELECT pg_notify($1, '')", [EVENTS_CHANNEL]);
}

/** The data with the fields of its contract alone: nothing else leaves the service. */
function serializeData(event: PartnerEvent): string {
  const text = JSON.stringify(parseEventData(event));
  if (Buffer.byteLength(text) > MAX_DATA_BYTES)
    throw new Error(`The data of ${event.type} exceeds ${MAX_DATA_BYTES} bytes.`);
  return text;
}
