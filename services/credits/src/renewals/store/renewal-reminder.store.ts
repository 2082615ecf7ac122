import { columns, day, integer, nullable, type RowOf, text, texts, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Day } from '../../values/domain/day.js';

const DECIDED = columns({ through: day<Day>('decided_through') });

/** The last day whose reminders were decided. Locked until the transaction ends; the first run begins at a day. */
export async function lockDecidedDay(manager: EntityManager, beginning: Day): Promise<Day> {
  await manager.query(
    'INSERT INTO renewal_progress (decided_through) VALUES ($1) ON CONFLICT ON CONSTRAINT renewal_progress_pk DO NOTHING',
    [beginning],
  );
  const statement = { columns: DECIDED, text: `SELECT ${DECIDED} FROM renewal_progress FOR UPDATE` };
  const [decided] = await queryRows(manager, statement);
  return decided?.through ?? beginning;
}

/** Stores that the reminders of a day and of all days before it were decided. */
export async function saveDecidedDay(manager: EntityManager, through: Day): Promise<void> {
  await manager.query('UPDATE renewal_progress SET decided_through = $1', [through]);
}

const EXPIRING = columns({
  organizationId: uuid('link.organization_id'),
  userId: uuid('link.user_id'),
  achievementId: uuid('achievement.id'),
  credentialCode: text('achievement.credential_code'),
  expiresOn: day<Day>('achievement.expires_on'),
});

/** An achievement of an active user with a link that expires. */
export type ExpiringAchievement = RowOf<typeof EXPIRING>;

/** A page of achievements in the order of their expiry. */
export type ExpiryPage = {
  readonly from: Day;
  readonly to: Day;
  readonly after: ExpiringAchievement | null;
  readonly limit: number;
};

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Lists achievements that expire within a span and stand: not revoked, of an open link, of an active user. */
export async function listExpiring(manager: EntityManager, page: ExpiryPage): Promise<ExpiringAchievement[]> {
  const { from, to, after, limit } = page;
  const statement = {
    columns: EXPIRING,
    text: `SELECT ${EXPIRING} FROM achievement
      JOIN association AS link ON link.source = achievement.source AND link.profile_id = achievement.profile_id
        AND link.ended_at IS NULL
      JOIN user_account ON user_account.id = link.user_id AND user_account.status = 'ACTIVE'
      WHERE achievement.revoked_at IS NULL AND achievement.expires_on BETWEEN $1 AND $2
        AND (achievement.expires_on, achievement.id) > ($3::date, $4::uuid)
      ORDER BY achievement.expires_on, achievement.id LIMIT $5`,
  };
  return queryRows(manager, statement, [from, to, after?.expiresOn ?? from, after?.achievementId ?? FIRST, limit]);
}

/** A reminder that was decided. */
export type NewReminder = Omit<ExpiringAchievement, 'credentialCode'> & { readonly daysBefore: number };

/** Stores reminders that wait to be published. Each is stored once, however often it is decided. */
export async function insertReminders(manager: EntityManager, reminders: readonly NewReminder[]): Promise<void> {
  if (reminders.length === 0) return;
  await manager.query(
    `INSERT INTO renewal_reminder (organization_id, user_id, achievement_id, expires_on, days_before)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::integer[])
     ON CONFLICT ON CONSTRAINT renewal_reminder_pk DO NOTHING`,
    [
      reminders.map(({ organizationId }) => organizationId),
      reminders.map(({ userId }) => userId),
      reminders.map(({ achievementId }) => achievementId),
      reminders.map(({ expiresOn }) => expiresOn),
      reminders.map(({ daysBefore }) => daysBefore),
    ],
  );
}

const WAITING = columns(
  { organizationId: uuid(), userId: uuid(), achievementId: uuid(), expiresOn: day<Day>(), daysBefore: integer() },
  'reminder',
);

/** A reminder that waits to be published. */
export type WaitingReminder = RowOf<typeof WAITING>;

/** Locks all waiting reminders of some users. A second process waits, and then finds those of other users. */
export async function lockWaitingReminders(manager: EntityManager, users: number): Promise<WaitingReminder[]> {
  const statement = {
    columns: WAITING,
    text: `SELECT ${WAITING} FROM renewal_reminder AS reminder
      WHERE published_on IS NULL AND user_id IN (
        SELECT DISTINCT user_id FROM renewal_reminder WHERE published_on IS NULL ORDER BY user_id LIMIT $1)
      FOR UPDATE`,
  };
  return queryRows(manager, statement, [users]);
}

const STANDING = columns({
  userId: uuid('link.user_id'),
  achievementId: uuid('achievement.id'),
  credentialCode: text('achievement.credential_code'),
  expiresOn: nullable(day<Day>('achievement.expires_on')),
});
const HELD = columns({ userId: uuid('link.user_id'), codes: texts('array_agg(DISTINCT achievement.credential_code)') });

const OF_ACTIVE_USERS = `FROM association AS link
  JOIN user_account ON user_account.id = link.user_id AND user_account.status = 'ACTIVE'
  JOIN achievement ON achievement.source = link.source AND achievement.profile_id = link.profile_id
    AND achievement.revoked_at IS NULL
  WHERE link.user_id = ANY($1::uuid[]) AND link.ended_at IS NULL`;

/** The given achievements of these users, as far as they stand. */
export async function listStanding(
  manager: EntityManager,
  reminders: readonly WaitingReminder[],
): Promise<RowOf<typeof STANDING>[]> {
  const statement = {
    columns: STANDING,
    text: `SELECT ${STANDING} ${OF_ACTIVE_USERS} AND achievement.id = ANY($2::uuid[])`,
  };
  const [userIds, achievementIds] = [
    reminders.map(({ userId }) => userId),
    reminders.map(({ achievementId }) => achievementId),
  ];
  return queryRows(manager, statement, [userIds, achievementIds]);
}

/** The codes of all credentials that these users hold on a day. */
export async function listHeldCodes(
  manager: EntityManager,
  userIds: readonly string[],
  today: Day,
): Promise<Map<string, Set<string>>> {
  const statement = {
    columns: HELD,
    text: `SELECT ${HELD} ${OF_ACTIVE_USERS}
      AND (achievement.expires_on IS NULL OR achievement.expires_on >= $2) GROUP BY link.user_id`,
  };
  const rows = await queryRows(manager, statement, [userIds, today]);
  return new Map(rows.map(({ userId, codes }) => [userId, new Set(codes)]));
}

/** Stores that all waiting reminders of these users were decided for good on a day. */
export async function setPublished(manager: EntityManager, userIds: readonly string[], on: Day): Promise<void> {
  await manager.query(
    'UPDATE renewal_reminder SET published_on = $2 WHERE user_id = ANY($1::uuid[]) AND published_on IS NULL',
    [userIds, on],
  );
}

/** Deletes the reminders of expiries that are over. */
export async function deleteOverReminders(manager: EntityManager, today: Day): Promise<void> {
  await manager.query('DELETE FROM renewal_reminder WHERE expires_on < $1', [today]);
}
