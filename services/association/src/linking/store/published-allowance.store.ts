import { columns, instant, integer, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';

/** A work account at one learning source. */
export type AllowanceKey = {
  readonly userId: string;
  readonly organizationId: string;
  readonly source: LearningSource;
};

const KEY = { userId: uuid(), organizationId: uuid(), source: oneOf<LearningSource>() };

/** The columns of an allowance, of the table under the alias `p`. */
export const PUBLISHED_ALLOWANCE = columns(
  { id: uuid(), ...KEY, version: integer(), nextAssociationAt: nullable(instant()), limits: text() },
  'p',
);

/** The next date as it was published last; version 0: never. */
export type PublishedAllowance = RowOf<typeof PUBLISHED_ALLOWANCE>;

const LINKED_ACCOUNTS = {
  columns: columns(KEY, 'a'),
  text: `SELECT DISTINCT ${columns(KEY, 'a')} FROM association.association a WHERE a.source = $1 AND a.surviving_profile_id = $2`,
};

const REJECTED_ACCOUNTS = {
  columns: columns(KEY, 'r'),
  text: `SELECT ${columns(KEY, 'r')} FROM association.rejected_profile r
    WHERE r.source = $1 AND association.surviving_profile(r.source, r.profile_id) = $2`,
};

const LOCK = {
  columns: PUBLISHED_ALLOWANCE,
  text: `SELECT ${PUBLISHED_ALLOWANCE} FROM association.published_allowance p
    JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[])) AS wanted (user_id, source) USING (user_id, source)
    ORDER BY p.user_id, p.source FOR UPDATE OF p`,
};

const OUTDATED = {
  columns: PUBLISHED_ALLOWANCE,
  text: `SELECT ${PUBLISHED_ALLOWANCE} FROM association.published_allowance p WHERE p.limits <> $1 LIMIT $2`,
};

/** The accounts whose limits may count the starts of a profile: all that were ever linked with it. */
export async function accountsLinkedWith(
  manager: EntityManager,
  source: LearningSource,
  profileId: string,
): Promise<AllowanceKey[]> {
  return queryRows(manager, LINKED_ACCOUNTS, [source, profileId]);
}

/** The accounts for which a limit rejected a profile that merges lead to this one. */
export async function accountsRejectedWith(
  manager: EntityManager,
  source: LearningSource,
  profileId: string,
): Promise<AllowanceKey[]> {
  return queryRows(manager, REJECTED_ACCOUNTS, [source, profileId]);
}

/** Locks the allowances of these accounts, always in the same order. Those that are missing are added. */
export async function lockAllowances(
  manager: EntityManager,
  accounts: readonly AllowanceKey[],
): Promise<PublishedAllowance[]> {
  const [userIds, sources] = [accounts.map(({ userId }) => userId), accounts.map(({ source }) => source)];
  await manager.query(
    `INSERT INTO association.published_allowance (user_id, source, organization_id)
     SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]) ORDER BY 1, 2
     ON CONFLICT ON CONSTRAINT published_allowance_once DO NOTHING`,
    [userIds, sources, accounts.map(({ organizationId }) => organizationId)],
  );
  return queryRows(manager, LOCK, [userIds, sources]);
}

/** Allowances that were calculated with other limits than those in force. */
export async function listOutdatedAllowances(
  manager: EntityManager,
  limits: string,
  limit: number,
): Promise<PublishedAllowance[]> {
  return queryRows(manager, OUTDATED, [limits, limit]);
}

/** Stores allowances that are published, and has their users reminded at the next date. The rows are locked. */
export async function saveAllowances(manager: EntityManager, changed: readonly PublishedAllowance[]): Promise<void> {
  if (changed.length === 0) return;
  await manager.query(
    `UPDATE association.published_allowance p
        SET version = changed.version, next_association_at = changed.next_at, remind_at = changed.next_at
       FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[]) AS changed (id, version, next_at) WHERE p.id = changed.id`,
    [
      changed.map(({ id }) => id),
      changed.map(({ version }) => version),
      changed.map(({ nextAssociationAt }) => nextAssociationAt),
    ],
  );
}

/** Stores the limits that allowances were calculated with. The rows are locked. */
export async function confirmAllowances(manager: EntityManager, ids: readonly string[], limits: string): Promise<void> {
  await manager.query(
    'UPDATE association.published_allowance SET limits = $2 WHERE id = ANY ($1::uuid[]) AND limits <> $2',
    [ids, limits],
  );
}
