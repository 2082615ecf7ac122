import { columns, instant, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';

/** The id that differs from the one of the account, and whether a sign-in or the directory brought it. */
export type FoundMismatch = { readonly otherId: string; readonly foundBy: 'SIGN_IN' | 'DIRECTORY' };

/** Stores a mismatch; false when the same one was stored within the last hour. */
export async function saveMismatch(
  manager: EntityManager,
  found: FoundMismatch & { readonly userId: string; readonly organizationId: string; readonly at: Date },
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `INSERT INTO identity.directory_mismatch AS known (user_id, organization_id, other_id, found_by, found_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT ON CONSTRAINT directory_mismatch_pk DO UPDATE SET other_id = excluded.other_id,
        found_by = excluded.found_by, found_at = excluded.found_at
        WHERE known.other_id <> excluded.other_id OR known.found_by <> excluded.found_by
          OR known.found_at <= excluded.found_at - interval '1 hour'
      RETURNING 1`,
    [found.userId, found.organizationId, found.otherId, found.foundBy, found.at],
  );
  return rows.length > 0;
}

/** Deletes the mismatch of a user whose directory now sends the right object id. */
export async function deleteMismatch(manager: EntityManager, userId: string): Promise<void> {
  await manager.query('DELETE FROM identity.directory_mismatch WHERE user_id = $1', [userId]);
}

const MISMATCH = columns({
  userId: uuid('m.user_id'),
  directoryId: text("CASE m.found_by WHEN 'SIGN_IN' THEN u.object_id ELSE m.other_id END"),
  signInId: text("CASE m.found_by WHEN 'SIGN_IN' THEN m.other_id ELSE u.object_id END"),
  detectedAt: instant('m.found_at'),
});

/** The two ids of an account, and when they were last found to differ. */
export type DirectoryMismatch = RowOf<typeof MISMATCH>;

// A mismatch found at a sign-in ends when the person has signed in, or when the directory sends the same id.
const BY_USER = {
  name: 'directory-mismatches-by-user',
  columns: MISMATCH,
  text: `SELECT ${MISMATCH} FROM identity.directory_mismatch m JOIN identity.user_account u ON u.id = m.user_id
    WHERE m.user_id = ANY ($1::uuid[]) AND u.object_id <> m.other_id
      AND (m.found_by = 'SIGN_IN') = (u.first_signed_in_at IS NULL)`,
};

/** Reads the current mismatches of users in one statement, unordered. */
export async function readMismatches(reads: RequestReads, userIds: readonly string[]): Promise<DirectoryMismatch[]> {
  return reads.query(BY_USER, [userIds]);
}
