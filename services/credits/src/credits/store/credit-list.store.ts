import {
  columns,
  day,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import { MOST_FOUND, MOST_LOOKED_AT, totalFound } from '../../values/domain/most-found.js';
import { type CreditSelection, conditionsOf, Parameters } from './credit-conditions.js';

/** The owner of a list of credits. */
export type CreditScope = 'organization' | 'user';
export type CreditOrder = 'ACHIEVED_AT_DESC' | 'ACHIEVED_AT_ASC' | 'EXPIRES_ON_ASC' | 'CREDENTIAL_ASC' | 'PERSON_ASC';

/** A credit with all columns that its GraphQL type needs. */
export const CREDIT = columns({
  id: uuid('credit.id'),
  organizationId: uuid('credit.organization_id'),
  userId: uuid('credit.user_id'),
  personRef: text('credit.person_ref'),
  associatedAt: instant('credit.associated_at'),
  expectedBy: instant('credit.expected_by'),
  countedAt: nullable(instant('credit.counted_at')),
  endedAt: nullable(instant('association.ended_at')),
  endReason: nullable(text('association.end_reason')),
  leavesReportAt: nullable(instant('user_account.leaves_report_at')),
  achievementId: uuid('achievement.id'),
  source: oneOf<LearningSource>('achievement.source'),
  credentialCode: text('achievement.credential_code'),
  achievedAt: instant('achievement.achieved_at'),
  expiresOn: nullable(day<Day>('achievement.expires_on')),
  recordedAt: instant('achievement.recorded_at'),
  revokedAt: nullable(instant('achievement.revoked_at')),
});
const LISTED = columns({ scopeId: uuid('wanted.id'), sortKey: text('listed."sortKey"'), ...CREDIT.fields });
const COUNTED = columns({ scopeId: uuid('wanted.id'), total: integer('counted.total') });
const FOUND = columns({ scopeId: uuid('wanted.id'), total: nullable(integer()) });

export type ListedCredit = RowOf<typeof LISTED>;

export type CreditPage = {
  readonly scope: CreditScope;
  readonly order: CreditOrder;
  /** Sort people by name instead of personRef. */
  readonly byName: boolean;
  readonly limit: number;
  readonly after: readonly [sortKey: string, id: string] | null;
};

export const CREDIT_SOURCES = `
  credit
  JOIN achievement ON achievement.id = credit.achievement_id
  JOIN association ON association.id = credit.association_id
  LEFT JOIN user_account ON user_account.id = credit.user_id`;

const NAME = "lower(coalesce(user_account.display_name, '')) COLLATE pg_c_utf8";

const KEYS: Record<CreditOrder, { expression: string; type: string; direction: 'ASC' | 'DESC' }> = {
  ACHIEVED_AT_DESC: { expression: 'credit.achieved_at', type: 'timestamptz', direction: 'DESC' },
  ACHIEVED_AT_ASC: { expression: 'credit.achieved_at', type: 'timestamptz', direction: 'ASC' },
  EXPIRES_ON_ASC: { expression: "coalesce(credit.expires_on, 'infinity')", type: 'date', direction: 'ASC' },
  CREDENTIAL_ASC: { expression: 'credit.credential_code', type: 'text', direction: 'ASC' },
  PERSON_ASC: { expression: 'credit.person_ref', type: 'text', direction: 'ASC' },
};

/**
 * One page per organization or user in one statement; each has at least one row more than the page, if there is one.
 */
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
  const statement = {
    name: `credits-of-${scope}-${order}${named ? '-by-name' : ''}-${limit}${after ? '-after' : ''}${selected.name}`,
    isPlannedOnce: selected.name === '',
    columns: LISTED,
    text: `SELECT wanted.id AS "scopeId", listed.* FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT (${expression})::text AS "sortKey", ${CREDIT} FROM ${CREDIT_SOURCES}
        WHERE credit.${scope}_id = wanted.id ${selected.text} ${beyond}
        ORDER BY ${expression} ${direction}, credit.id ${direction} LIMIT ${limit}) AS listed`,
  };
  return reads.query(statement, parameters.values);
}

/** Number of credits per organization or user. */
export async function countCreditsOf(
  reads: RequestReads,
  scopeIds: readonly string[],
  scope: CreditScope,
  selection: CreditSelection,
): Promise<{ scopeId: string; total: number }[]> {
  const parameters = new Parameters(scopeIds);
  const selected = conditionsOf(selection, parameters);
  const statement = {
    name: `count-credits-of-${scope}${selected.name}`,
    columns: COUNTED,
    text: `SELECT ${COUNTED} FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM ${selected.name ? CREDIT_SOURCES : 'credit'}
        WHERE credit.${scope}_id = wanted.id ${selected.text}) AS counted`,
  };
  return reads.query(statement, parameters.values);
}

/** Number of credits that a search finds; null above the maximum, and when the search would read too many credits. */
export async function countCreditsFound(
  reads: RequestReads,
  scopeIds: readonly string[],
  scope: CreditScope,
  selection: CreditSelection,
): Promise<{ scopeId: string; total: number | null }[]> {
  const parameters = new Parameters(scopeIds);
  // Conditions that an index answers limit what the search reads.
  const named = selection.search?.person === null ? selection.search : null;
  const unread = { states: null, reasons: null, expiresBefore: null, expectedBefore: null };
  const near = conditionsOf({ ...selection, ...unread, search: named }, parameters);
  const selected = conditionsOf(selection, parameters);
  const statement = {
    name: `count-found-credits-of-${scope}${near.name}${selected.name}`,
    columns: FOUND,
    // The second count runs only when the first one allows it.
    text: `SELECT wanted.id AS "scopeId", CASE WHEN
        (SELECT count(*) FROM (SELECT FROM credit WHERE credit.${scope}_id = wanted.id ${near.text}
          LIMIT ${MOST_LOOKED_AT + 1}) AS near) <= ${MOST_LOOKED_AT}
      THEN (SELECT count(*)::integer FROM (SELECT FROM ${CREDIT_SOURCES}
          WHERE credit.${scope}_id = wanted.id ${selected.text} LIMIT ${MOST_FOUND + 1}) AS found) END AS total
      FROM unnest($1::uuid[]) AS wanted (id)`,
  };
  const rows = await reads.query(statement, parameters.values);
  return rows.map(({ scopeId, total }) => ({ scopeId, total: totalFound(total) }));
}

/** Rounds a limit up to one of a few constants: with an unknown limit a cached plan sorts the whole list. */
export function limitFor(rows: number): number {
  return [2, 11, 26, 51, 101, 251, 501].find((limit) => rows < limit) ?? 1001;
}
