import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../domain/catalogue.js';
import type { CreditState } from '../domain/credit.js';
import type { Day } from '../domain/day.js';

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

/** What is asked for; null stands for no condition. */
export type CreditSelection = {
  readonly states: readonly CreditState[] | null;
  readonly credentialCodes: readonly string[] | null;
  readonly userId: string | null;
  readonly expiresBefore: string | null;
  /** Credentials that the searched text names, and the text itself where names of people may be searched. */
  readonly search: { readonly credentialCodes: readonly string[]; readonly person: string | null } | null;
  /** What the state follows from: the instant, its day, and the rule data of that day. */
  readonly now: Date;
  readonly today: Day;
  readonly namedCodes: readonly string[];
  readonly retired: readonly { readonly code: string; readonly on: Day }[];
  readonly tailOverCodes: readonly string[];
};

export type CreditPage = {
  readonly scope: CreditScope;
  readonly order: CreditOrder;
  /** People may be sorted by their names, not by personRef alone. */
  readonly byName: boolean;
  readonly limit: number;
  readonly after: readonly [sortKey: string, id: string] | null;
};

const SOURCES = `
  credit
  JOIN achievement ON achievement.id = credit.achievement_id
  JOIN association ON association.id = credit.association_id
  LEFT JOIN user_account ON user_account.id = credit.user_id`;

/** The same order of cases as in domain/credit.ts; a test compares the two. */
const STATE = `
  CASE
    WHEN association.ended_at <= $2 OR user_account.leaves_report_at <= $2 THEN 'DROPPED'
    WHEN credit.counted_at IS NULL THEN 'PENDING'
    WHEN achievement.revoked_at <= $2 OR achievement.expires_on < $9::date
      OR NOT credit.credential_code = ANY($10::text[]) OR credit.credential_code = ANY($13::text[])
      OR EXISTS (SELECT FROM unnest($11::text[], $12::date[]) AS retired (code, retired_on)
        WHERE retired.code = credit.credential_code
          AND (achievement.achieved_at AT TIME ZONE 'UTC')::date > retired.retired_on) THEN 'NOT_COUNTED'
    WHEN user_account.leaves_report_at IS NOT NULL THEN 'DROP_SCHEDULED'
    ELSE 'COUNTED'
  END`;

const SELECTED = `
  ($3::text[] IS NULL OR ${STATE} = ANY($3))
  AND ($4::text[] IS NULL OR credit.credential_code = ANY($4))
  AND ($5::uuid IS NULL OR credit.user_id = $5)
  AND ($6::date IS NULL OR achievement.expires_on < $6)
  AND ($7::text[] IS NULL OR credit.credential_code = ANY($7)
    OR strpos(lower(user_account.display_name), lower($8::text)) > 0 OR strpos(lower(user_account.email), lower($8)) > 0)`;

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

/** One page per organisation or user, all in one statement; each with one row more than asked for. */
export async function listCredits(
  reads: RequestReads,
  scopeIds: readonly string[],
  page: CreditPage,
  selection: CreditSelection,
): Promise<ListedCredit[]> {
  const values = [scopeIds, ...selectionValues(selection), page.limit + 1, ...(page.after ?? [])];
  return reads.query<ListedCredit>(pageStatement(page), values);
}

/** How many there are per organisation or user. */
export async function countCreditsOf(
  reads: RequestReads,
  scopeIds: readonly string[],
  scope: CreditScope,
  selection: CreditSelection,
): Promise<{ scopeId: string; total: number }[]> {
  const statement = {
    name: `count-credits-of-${scope}`,
    text: `SELECT wanted.id AS "scopeId", counted.total FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT count(*)::integer AS total FROM ${SOURCES}
        WHERE credit.${scope}_id = wanted.id AND ${SELECTED}) AS counted`,
  };
  return reads.query(statement, [scopeIds, ...selectionValues(selection)]);
}

function pageStatement({ scope, order, byName, after }: CreditPage): Statement {
  const named = order === 'PERSON_ASC' && byName;
  const { type, direction, ...key } = KEYS[order];
  const expression = named ? NAME : key.expression;
  const comparison = direction === 'ASC' ? '>' : '<';
  const beyond = after ? `AND (${expression}, credit.id) ${comparison} ($15::${type}, $16::uuid)` : '';
  return {
    name: `credits-of-${scope}-${order}${named ? '-by-name' : ''}${after ? '-after' : ''}`,
    text: `SELECT wanted.id AS "scopeId", listed.* FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (SELECT (${expression})::text AS "sortKey", ${COLUMNS} FROM ${SOURCES}
        WHERE credit.${scope}_id = wanted.id AND ${SELECTED} ${beyond}
        ORDER BY ${expression} ${direction}, credit.id ${direction} LIMIT $14) AS listed`,
  };
}

function selectionValues(selection: CreditSelection): unknown[] {
  return [
    selection.now,
    selection.states,
    selection.credentialCodes,
    selection.userId,
    selection.expiresBefore,
    selection.search?.credentialCodes ?? null,
    selection.search?.person ?? null,
    selection.today,
    selection.namedCodes,
    selection.retired.map(({ code }) => code),
    selection.retired.map(({ on }) => on),
    selection.tailOverCodes,
  ];
}
