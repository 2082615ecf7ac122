import { columns, instant, integer, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

const NUMBERED = columns({
  id: uuid('event.id'),
  organizationId: uuid('event.organization_id'),
  type: text('event.type'),
  subject: text('event.subject'),
  occurredAt: instant('event.occurred_at'),
  sequence: integer('event.sequence::integer'),
});

/** An event with its number. The body is in the table. */
export type NumberedEvent = RowOf<typeof NUMBERED>;

/** One relay at a time: of two, the second would number the same events. */
export async function lockNumbering(manager: EntityManager): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('event numbering', 0))");
}

const BODY = `'{"id":"evt_' || replace(waiting.id::text, '-', '') || '","type":' || to_json(waiting.type)
  || ',"timestamp":"' || to_char(waiting.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","organizationId":"' || waiting.organization_id || '","sequence":' || last.before + waiting.position
  || ',"subject":' || to_json(waiting.subject) || ',"subjectVersion":' || waiting.subject_version
  || ',"data":' || waiting.data || '}'`;

/**
 * Numbers the next committed events of all organizations and writes their bodies; returns them in the order of their
 * numbers. Events that commit later get higher numbers: a reader never misses one.
 */
export async function numberNextEvents(
  manager: EntityManager,
  { now, limit }: { now: Date; limit: number },
): Promise<NumberedEvent[]> {
  const statement = {
    columns: NUMBERED,
    text: `WITH waiting AS (
       SELECT *, row_number() OVER (PARTITION BY organization_id ORDER BY id) AS position
       FROM (SELECT * FROM event WHERE sequence IS NULL ORDER BY id LIMIT $2) AS next
     ), last AS (
       INSERT INTO event_counter AS counter (organization_id, last_sequence)
       SELECT organization_id, count(*) FROM waiting GROUP BY organization_id
       ON CONFLICT ON CONSTRAINT event_counter_pk DO UPDATE SET last_sequence = counter.last_sequence + excluded.last_sequence
       RETURNING organization_id, coalesce(old.last_sequence, 0) AS before
     ), numbered AS (
       UPDATE event SET sequence = last.before + waiting.position, numbered_at = $1, body = ${BODY}
       FROM waiting JOIN last USING (organization_id) WHERE event.id = waiting.id
       RETURNING event.*
     )
     SELECT ${NUMBERED} FROM numbered AS event ORDER BY event.organization_id, event.sequence`,
  };
  return queryRows(manager, statement, [now, limit]);
}
