import { columns, instant, integer, nullable, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const EVENT = columns({
  id: uuid(),
  type: text(),
  occurredAt: instant(),
  sequence: integer('sequence::integer'),
  subject: text(),
  subjectVersion: integer('subject_version::integer'),
  body: text(),
});

/** A numbered event. */
export type ListedEvent = RowOf<typeof EVENT>;

/** Conditions of a list of events; null is no condition. */
export type EventSelection = {
  readonly organizationId: string;
  /** The events after this number. */
  readonly afterSequence: number;
  readonly types: readonly string[] | null;
  readonly since: Date | null;
  readonly until: Date | null;
  readonly subject: string | null;
};

const SELECTED = `organization_id = $1 AND sequence > $2 AND ($3::text[] IS NULL OR type = ANY ($3))
  AND ($4::timestamptz IS NULL OR occurred_at >= $4) AND ($5::timestamptz IS NULL OR occurred_at < $5)
  AND ($6::text IS NULL OR subject = $6)`;

const PAGE = {
  name: 'events-of-organization',
  columns: EVENT,
  text: `SELECT ${EVENT} FROM event WHERE ${SELECTED} ORDER BY sequence LIMIT $7`,
};

const TOTAL_COLUMN = columns({ total: integer('count(*)::integer') });
const TOTAL = {
  name: 'events-of-organization-total',
  columns: TOTAL_COLUMN,
  text: `SELECT ${TOTAL_COLUMN} FROM event WHERE ${SELECTED}`,
};

/** Numbered events in the order of their numbers. */
export async function listEvents(
  reads: RequestReads,
  selection: EventSelection,
  limit: number,
): Promise<ListedEvent[]> {
  return reads.query(PAGE, [...valuesOf(selection), limit]);
}

/** Number of events. */
export async function countEvents(reads: RequestReads, selection: EventSelection): Promise<number> {
  const [row] = await reads.query(TOTAL, valuesOf(selection));
  return row?.total ?? 0;
}

const LAST_SEQUENCE = columns({ last: integer('last_sequence::integer') });
const LAST = {
  name: 'last-sequence-of-organization',
  columns: LAST_SEQUENCE,
  text: `SELECT ${LAST_SEQUENCE} FROM event_counter WHERE organization_id = $1`,
};

/** The number of the newest event of an organization; 0 without events. */
export async function lastSequenceOf(reads: RequestReads, organizationId: string): Promise<number> {
  const [row] = await reads.query(LAST, [organizationId]);
  return row?.last ?? 0;
}

const UNNUMBERED = {
  name: 'events-without-a-number',
  columns: TOTAL_COLUMN,
  text: `SELECT ${TOTAL_COLUMN} FROM event WHERE sequence IS NULL`,
};

/** Number of events of all organizations that wait for the relay. */
export async function countUnnumberedEvents(reads: RequestReads): Promise<number> {
  const [row] = await reads.query(UNNUMBERED, []);
  return row?.total ?? 0;
}

const OLDEST_COLUMN = columns({ recordedAt: nullable(instant('min(uuid_extract_timestamp(id))')) });
const OLDEST_UNNUMBERED = {
  name: 'oldest-event-without-a-number',
  columns: OLDEST_COLUMN,
  text: `SELECT ${OLDEST_COLUMN} FROM event WHERE sequence IS NULL`,
};

/** When the event was recorded that waits longest for the relay; null when none waits. */
export async function oldestUnnumberedEvent(reads: RequestReads): Promise<Date | null> {
  const [row] = await reads.query(OLDEST_UNNUMBERED, []);
  return row?.recordedAt ?? null;
}

function valuesOf({ organizationId, afterSequence, types, since, until, subject }: EventSelection): unknown[] {
  return [organizationId, afterSequence, types, since, until, subject];
}
