import { columns, instant, integer, nullable, oneOf, type RowOf, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';

const INVITATION = columns({
  userId: uuid('u.id'),
  state: oneOf<'WAITING' | 'SENT' | 'FAILED' | 'CANCELED'>('m.state'),
  problem: nullable(oneOf('m.problem')),
});

/** The newest invitation mail of a user. */
export type InvitationState = RowOf<typeof INVITATION>;

const NEWEST_INVITATIONS = {
  name: 'newest-invitation-mail-by-user',
  columns: INVITATION,
  text: `SELECT ${INVITATION} FROM unnest($1::uuid[]) AS u (id) CROSS JOIN LATERAL (
      SELECT state, problem FROM identity.mail_message
      WHERE user_id = u.id AND kind = 'INVITATION' ORDER BY created_at DESC, id DESC LIMIT 1) AS m`,
};

/** Reads the newest invitation mail of each user in one statement; omits users without one. */
export async function readInvitationStates(
  reads: RequestReads,
  userIds: readonly string[],
): Promise<InvitationState[]> {
  return reads.query(NEWEST_INVITATIONS, [userIds]);
}

const COUNTS = columns({
  waiting: integer(),
  failedInADay: integer(),
  oldestCreatedAt: nullable(instant()),
});

const COUNT = {
  name: 'mail-counts',
  columns: COUNTS,
  text: `SELECT
      (SELECT count(*)::int FROM identity.mail_message WHERE state = 'WAITING') AS waiting,
      (SELECT count(*)::int FROM identity.mail_message
        WHERE state = 'FAILED' AND settled_at > $1::timestamptz - interval '1 day' AND state <> 'WAITING') AS "failedInADay",
      (SELECT min(created_at) FROM identity.mail_message WHERE state = 'WAITING') AS "oldestCreatedAt"`,
};

/** Counts messages of all organizations, for metrics. */
export async function countMail(reads: RequestReads, now: Date): Promise<RowOf<typeof COUNTS>> {
  const [counts] = await reads.query(COUNT, [now]);
  if (counts === undefined) throw new Error('The statement has one row.');
  return counts;
}
