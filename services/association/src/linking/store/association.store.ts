import { columns, instant, integer, nullable, oneOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import { type EntityManager, In } from 'typeorm';
import { LEARNING_SOURCES, type LearningSource } from '../../providers/domain/learning-source.js';
import type { Association, EndReason } from '../domain/association.js';
import { latest } from '../domain/instants.js';
import { AssociationRow } from './association.row.js';

/** The constraints that hold the rules. A violation is answered like the rule. */
const RULES = new Set([
  'association_profile_cool_off',
  'association_account_cool_off',
  'association_profile_year',
  'association_account_year',
  'association_one_per_profile',
  'association_one_per_account',
  'association_profile_intervals',
]);

export function isLinkConstraint(constraint: string | undefined): boolean {
  return constraint !== undefined && RULES.has(constraint);
}

/** An association, of the table under the alias `a`. */
export const ASSOCIATION = columns(
  {
    id: uuid(),
    version: integer(),
    source: oneOf<LearningSource>(),
    profileId: text('a.surviving_profile_id'),
    userId: uuid(),
    organizationId: uuid(),
    startedAt: instant(),
    endedAt: nullable(instant()),
    endReason: nullable(oneOf<EndReason>()),
    leftAt: nullable(instant()),
  },
  'a',
);

const END = {
  columns: ASSOCIATION,
  text: `UPDATE association.association a
      SET ended_at = $2, end_reason = $3, left_at = $4, version = a.version + 1
    WHERE a.id = $1 AND a.ended_at IS NULL RETURNING ${ASSOCIATION}`,
};

const REINSTATE = {
  columns: ASSOCIATION,
  text: `UPDATE association.association a
      SET ended_at = NULL, end_reason = NULL, left_at = NULL, version = a.version + 1
    WHERE a.id = $1 RETURNING ${ASSOCIATION}`,
};

const PROFILE_STARTS = {
  columns: columns({ start: instant('start') }),
  text: 'SELECT start FROM association.profile_starts($1, $2) AS start',
};

type LinkKeys = { userId: string; profileId?: string };

/**
 * Locks the profile and the work account until the transaction ends: other decisions about either wait. All
 * transactions lock in one order, so that two of them cannot deadlock.
 */
export async function lockLink(manager: EntityManager, source: LearningSource, keys: LinkKeys): Promise<void> {
  await lockNames(manager, namesOfLink(source, keys));
}

/** `lockLink` for many links in one transaction. */
export async function lockLinks(
  manager: EntityManager,
  links: readonly (LinkKeys & { source: LearningSource })[],
): Promise<void> {
  await lockNames(
    manager,
    links.flatMap((link) => namesOfLink(link.source, link)),
  );
}

function namesOfLink(source: LearningSource, { userId, profileId }: LinkKeys): string[] {
  const account = `account:${source}:${userId}`;
  return profileId === undefined ? [account] : [account, `profile:${source}:${profileId}`];
}

/** Locks a work account for every source, then each profile that it was ever linked with: the order of `lockLink`. */
export async function lockAccount(manager: EntityManager, userId: string): Promise<Association[]> {
  const held = new Set(LEARNING_SOURCES.map((source) => `account:${source}:${userId}`));
  await lockNames(manager, [...held]);
  for (;;) {
    const associations = await associationsOfUser(manager, userId);
    // A merge that committed meanwhile gave a link another profile.
    const missing = associations.flatMap((link) => namesOfLink(link.source, link)).filter((name) => !held.has(name));
    if (missing.length === 0) return associations;
    await lockNames(manager, missing);
    for (const name of missing) held.add(name);
  }
}

/** The associations of every source. The account is locked, so they do not change. */
export async function associationsOfUser(manager: EntityManager, userId: string): Promise<Association[]> {
  return manager.find(AssociationRow, { where: { userId }, order: { startedAt: 'ASC' } });
}

/** Locks in the order of the names, as every transaction does. */
export async function lockNames(manager: EntityManager, names: readonly string[]): Promise<void> {
  for (const name of [...new Set(names)].sort())
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

export async function associationsOfAccount(
  manager: EntityManager,
  source: LearningSource,
  userId: string,
): Promise<Association[]> {
  return manager.find(AssociationRow, { where: { source, userId }, order: { startedAt: 'ASC' } });
}

/** Under all accounts and organizations: for rules only, never for an answer. */
export async function associationsOfProfile(
  manager: EntityManager,
  source: LearningSource,
  profileId: string,
): Promise<Association[]> {
  return manager.find(AssociationRow, { where: { source, profileId }, order: { startedAt: 'ASC' } });
}

export async function insertAssociation(
  manager: EntityManager,
  started: Pick<Association, 'source' | 'profileId' | 'userId' | 'organizationId' | 'startedAt'> & { id?: string },
): Promise<Association> {
  // The database resolves merges; the decision was about the surviving profile already.
  const row = { ...started, version: 1, endedAt: null, endReason: null, leftAt: null };
  const inserted = await manager.insert(AssociationRow, { ...row, startedAs: started.profileId });
  return { ...row, id: (inserted.identifiers[0] as { id: string }).id };
}

/** Ends an active association, never before its start; undefined when it had ended already. */
export async function endAssociation(
  manager: EntityManager,
  association: Association,
  end: { at: Date; reason: EndReason; leftAt?: Date },
): Promise<Association | undefined> {
  const endedAt = latest(end.at, association.startedAt);
  const [ended] = await queryRows(manager, END, [association.id, endedAt, end.reason, end.leftAt ?? null]);
  return ended;
}

/** Continues a leaver's ended association: no new start. */
export async function reinstateAssociation(manager: EntityManager, association: Association): Promise<Association> {
  const [reinstated] = await queryRows(manager, REINSTATE, [association.id]);
  if (!reinstated) throw new Error('The association to be reinstated does not exist.');
  return reinstated;
}

/** The starts of a profile under all accounts and organizations: dates only. */
export async function startsOfProfile(
  manager: EntityManager,
  source: LearningSource,
  profileId: string,
): Promise<Date[]> {
  const rows = await queryRows(manager, PROFILE_STARTS, [source, profileId]);
  return rows.map((row) => row.start);
}

export async function anyAssociationExists(manager: EntityManager, ids?: readonly string[]): Promise<boolean> {
  return manager.exists(AssociationRow, ids && { where: { id: In([...ids]) } });
}
