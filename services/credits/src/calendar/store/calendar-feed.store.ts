import { bytes, columns, instant, nullable, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';

const FEED = columns(
  { id: uuid(), userId: uuid(), organizationId: uuid(), createdAt: instant(), lastReadAt: nullable(instant()) },
  'calendar_feed',
);
const WITH_SECRET = columns({ ...FEED.fields, secretHash: bytes() }, 'calendar_feed');

/** The calendar of a user; its address cannot be read again. */
export type StoredCalendar = RowOf<typeof FEED>;
export type CalendarWithSecret = RowOf<typeof WITH_SECRET>;

export type NewCalendar = {
  readonly userId: string;
  readonly organizationId: string;
  readonly secretHash: Buffer;
  readonly createdAt: Date;
};

/** Stores the calendar of a user under a new id, in place of an earlier one. */
export async function replaceCalendar(manager: EntityManager, calendar: NewCalendar): Promise<StoredCalendar> {
  const { userId, organizationId, secretHash, createdAt } = calendar;
  const [stored] = await queryRows(
    manager,
    {
      columns: FEED,
      text: `INSERT INTO calendar_feed (user_id, organization_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT calendar_feed_of_user DO UPDATE SET id = excluded.id, secret_hash = excluded.secret_hash,
          organization_id = excluded.organization_id, created_at = excluded.created_at, last_read_at = NULL
        RETURNING ${FEED}`,
    },
    [userId, organizationId, secretHash, createdAt],
  );
  return stored as StoredCalendar;
}

const DELETED = columns({ id: uuid() }, 'calendar_feed');

/** Deletes the calendar of a user; false when there is none. */
export async function deleteCalendar(manager: EntityManager, userId: string): Promise<boolean> {
  const text = `DELETE FROM calendar_feed WHERE user_id = $1 RETURNING ${DELETED}`;
  return (await queryRows(manager, { columns: DELETED, text }, [userId])).length > 0;
}

/** The calendar with this id, as long as its user has access. */
export async function findOpenCalendar(manager: EntityManager, id: string): Promise<CalendarWithSecret | null> {
  const text = `SELECT ${WITH_SECRET} FROM calendar_feed
    JOIN user_account ON user_account.id = calendar_feed.user_id
      AND user_account.organization_id = calendar_feed.organization_id
    WHERE calendar_feed.id = $1 AND user_account.status = 'ACTIVE'`;
  const [found = null] = await queryRows(manager, { columns: WITH_SECRET, text }, [id]);
  return found;
}

/** Records that a calendar was read, at most once a minute. */
export async function recordCalendarRead(manager: EntityManager, id: string, now: Date): Promise<void> {
  await manager.query(
    `UPDATE calendar_feed SET last_read_at = $2
     WHERE id = $1 AND (last_read_at IS NULL OR last_read_at < $2::timestamptz - interval '1 minute')`,
    [id, now],
  );
}

const OF_USERS = {
  name: 'calendars-of-users',
  columns: FEED,
  text: `SELECT ${FEED} FROM calendar_feed WHERE user_id = ANY($1::uuid[])`,
};

/** The calendars of users, as far as they have one. */
export async function calendarsOfUsers(reads: RequestReads, userIds: readonly string[]): Promise<StoredCalendar[]> {
  return reads.query(OF_USERS, [userIds]);
}
