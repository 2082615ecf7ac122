import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import { MOST_FOUND, MOST_LOOKED_AT, totalFound } from '../../values/domain/most-found.js';
import { type CreditSelection, conditionsOf, Parameters } from './credit-conditions.js';

/** Whose credits: an organisation's or one user's. */
export type CreditScope = 'organization' | 'user';
export type CreditOrder = 'ACHIEVED_AT_DESC' | 'ACHIEVED_AT_ASC' | 'EXPIRES_ON_ASC' | 'CREDENTIAL_ASC' | 'PERSON_ASC';

/** A credit with everything that its answer needs. */
export type ListedCredit = {
  readonly scopeId: string;
  readonly sortKey: string;
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly personRef: string;
  readonly associatedAt: Date;
  readonly expectedBy: Date;
  readonly countedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly leavesReportAt: Date | null;
  readonly achievementId: string;
  readonly source: LearningSource;
  readonly credentialCode: string;
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
};

export type CreditPage = {
  readonly scope: CreditScope;
  readonly order: CreditOrder;
  /** People may be sorted by their names, not by personRef alone. */
  readonly byName: boolean;
  readonly limit: number;
  readonly after: readonly [sortKey: string, id: string] | null;
};

export const CREDIT_SOURCES = `
  credit
  JOIN achievement ON achievement.id = credit.achievement_id
  JOIN association ON association.id = credit.association_id
  LEFT JOIN user_account ON user_account.id = credit.user_id`;

const COLUMNS = `
  credit.id, credit.organization_id AS "organizationId", credit.user_id AS "userId", credit.person_ref AS "personRef",
  credit.associated_at AS "associatedAt", credit.expected_by AS "expectedBy", credit.counted_at AS "countedAt",
  association.ended_at AS "endedAt", association.end_reason AS "endReason",
  user_account.leaves_report_at AS "leavesReportAt", achievement.id AS "achievementId", achievement.source,
  achievement.credential_code AS "credentialCode", achievement.achieved_at AS "achievedAt",
  achievement.expires_on::text AS "expiresOn", achievement.recorded_at AS "recordedAt",
  achievement.revoked_at AS "revokedAt"`;

const NAME = "lower(coalesce(user_account.display_name, '')) COLLATE pg_c_utf8";

const KEYS: Record<CreditOrder, { expression: string; type: string; direction: 'ASC' | 'DESC' }> = {
  ACHIEVED_AT_DESC: { expression: 'credit.achieved_at', type: 'timestamptz', direction: 'DESC' },
  ACHIEVED_AT_ASC: { expression: 'credit.achieved_at', type: 'timestamptz', direction: 'ASC' },
  EXPIRES_ON_ASC: { expression: "coalesce(credit.expires_on, 'infinity')", type: 'date', direction: 'ASC' },
  CREDENTIAL_ASC: { expression: 'credit.credential_code', type: 'text', direction: 'ASC' },
  PERSON_ASC: { expression: 'credit.person_ref', type: 'text', direction: 'ASC' },
};

/** One page per organisation or user, all in one statement; each with at least one row more than asked for, if there is. */
export async function listCredits(
  reads: RequestReads,
  scopeIds: readonly string[],
  page: CreditPage,
  selection: CreditSelection,
): Promise<ListedCredit[]> {
  const parameters = new Parameters(scopeIds);
  const selected = conditionsOf(selection, parameters);
  const { scope, order, byName, after } = page;
  const named = order === 'PERSON_ASC' && byName;
  const { type, direction, ...key } = KEYS[order];
  const expression = named ? NAME : key.expression;
  const beyond = after
    ? `AND (${expression}, credit.id) ${direction === 'ASC' ? '>' : '<'}
        (${parameters.add(after[0])}::${type}, ${parameters.add(after[1])}::uuid)`
    : '';
  const limit = limitFor(page.limit);
  const statement: Statement = {
    name: `credits-of-${scope}-${order}${named ? '-by-name' : ''}-${limit}${after ? '-after' : ''}${selected.name}`,
    text: `SELECT wanted.id AS "scopeId", listed.* FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT (${expression})::text AS "sortKey", ${COLUMNS} FROM ${CREDIT_SOURCES}
        WHERE credit.${scope}_id = wanted.id ${selected.text} ${beyond}
        ORDER BY ${expression} ${direction}, credit.id ${direction} LIMIT ${limit}) AS listed`,
  };
  return reads.query<ListedCredit>(statement, parameters.values);
}

/** How many there are per organisation or user. */
export async function countCreditsOf(
  reads: RequestReads,
  scopeIds: readonly string[],
  scope: CreditScope,
  selection: CreditSelection,
): Promise<{ scopeId: string; total: number }[]> {
  const parameters = new Parameters(scopeIds);
  const selected = conditionsOf(selection, parameters);
  const statement: Statement = {
    name: `count-credits-of-${scope}${selected.name}`,
    text: `SELECT wanted.id AS "scopeId", counted.total FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM ${selected.name ? CREDIT_SOURCES : 'credit'}
        WHERE credit.${scope}_id = wanted.id ${selected.text}) AS counted`,
  };
  return reads.query(statement, parameters.values);
}

/** How many a search finds; null for more than are counted, and where it would look at more credits than it may. */
export async function countCreditsFound(
  reads: RequestReads,
  scopeIds: readonly string[],
  scope: CreditScope,
  selection: CreditSelection,
): Promise<{ scopeId: string; total: number | null }[]> {
  const parameters = new Parameters(scopeIds);
  // What is left of the list by conditions that are read from an index.
  const named = selection.search?.person === null ? selection.search : null;
  const unread = { states: null, reasons: null, expiresBefore: null, expectedBefore: null };
  const near = conditionsOf({ ...selection, ...unread, search: named }, parameters);
  const selected = conditionsOf(selection, parameters);
  const statement: Statement = {
    name: `count-found-credits-of-${scope}${near.name}${selected.name}`,
    // The second count is made only where the first allows it.
    text: `SELECT wanted.id AS "scopeId", CASE WHEN
        (SELECT count(*) FROM (SELECT FROM credit WHERE credit.${scope}_id = wanted.id ${near.text}
          LIMIT ${MOST_LOOKED_AT + 1}) AS near) <= ${MOST_LOOKED_AT}
      THEN (SELECT count(*)::integer FROM (SELECT FROM ${CREDIT_SOURCES}
          WHERE credit.${scope}_id = wanted.id ${selected.text} LIMIT ${MOST_FOUND + 1}) AS found) END AS total
      FROM unnest($1::uuid[]) AS wanted (id)`,
  };
  const rows = await reads.query<{ scopeId: string; total: number | null }>(statement, parameters.values);
  return rows.map(({ scopeId, total }) => ({ scopeId, total: totalFound(total) }));
}

/** A limit that the planner knows, out of a few: with an unknown one a reused plan would sort the whole list. */
export function limitFor(rows: number): number {
  return [2, 11, 26, 51, 101, 251, 501].find((limit) => rows < limit) ?? 1001;
}
