import {
  bigint,
  columns,
  day,
  instant,
  nullable,
  oneOf,
  type RowOf,
  text,
  texts,
  uuid,
  uuids,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { type PersonKey, personColumns } from '../../holdings/store/recalculation-queue.store.js';
import type { Day } from '../../values/domain/day.js';

const PUBLISHED = columns({
  organizationId: uuid('person.organization_id'),
  userId: uuid('person.user_id'),
  personRef: text('person.ref'),
  leavesReportAt: nullable(instant('user_account.leaves_report_at')),
  // Null for a person without published credits.
  version: nullable(bigint('published.version')),
  creditIds: nullable(uuids('published.credit_ids')),
  credentialCodes: nullable(texts('published.credential_codes')),
  dueAt: nullable(instant('published.due_at')),
});

/** What partners know of the credits of a person. */
export type PublishedPerson = RowOf<typeof PUBLISHED>;

/** What partners know of the credits of these people. Requires locked rows of `person`. */
export async function listPublishedPeople(
  manager: EntityManager,
  people: readonly PersonKey[],
): Promise<PublishedPerson[]> {
  const statement = {
    columns: PUBLISHED,
    text: `SELECT ${PUBLISHED}
      FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[])) AS wanted (organization_id, user_id)
      CROSS JOIN LATERAL (SELECT * FROM person
        WHERE (organization_id, user_id) = (wanted.organization_id, wanted.user_id) OFFSET 0) AS person
      LEFT JOIN LATERAL (SELECT leaves_report_at FROM user_account WHERE id = person.user_id OFFSET 0) AS user_account ON true
      LEFT JOIN LATERAL (SELECT * FROM published_credits
        WHERE (organization_id, person_ref) = (person.organization_id, person.ref) OFFSET 0) AS published ON true`,
  };
  return queryRows(manager, statement, personColumns(people));
}

const CREDIT = columns({
  organizationId: uuid('credit.organization_id'),
  personRef: text('credit.person_ref'),
  id: uuid('credit.id'),
  credentialCode: text('credit.credential_code'),
  source: oneOf<LearningSource>('achievement.source'),
  achievedAt: instant('achievement.achieved_at'),
  expiresOn: nullable(day<Day>('achievement.expires_on')),
  revokedAt: nullable(instant('achievement.revoked_at')),
  countedAt: nullable(instant('credit.counted_at')),
  endedAt: nullable(instant('association.ended_at')),
  endReason: nullable(text('association.end_reason')),
});

/** A credit with the facts of its state, except those of its user. */
export type CreditOfPerson = RowOf<typeof CREDIT>;

/** The credits of these people. OFFSET 0 looks up each row by itself. */
export async function listCreditsOfPeople(
  manager: EntityManager,
  people: readonly Pick<PublishedPerson, 'organizationId' | 'personRef'>[],
): Promise<CreditOfPerson[]> {
  const statement = {
    columns: CREDIT,
    text: `SELECT ${CREDIT} FROM unnest($1::uuid[], $2::text[]) AS wanted (organization, ref)
      CROSS JOIN LATERAL (SELECT * FROM credit
        WHERE (organization_id, person_ref) = (wanted.organization, wanted.ref) OFFSET 0) AS credit
      CROSS JOIN LATERAL (SELECT * FROM achievement WHERE id = credit.achievement_id OFFSET 0) AS achievement
      CROSS JOIN LATERAL (SELECT * FROM association WHERE id = credit.association_id OFFSET 0) AS association
      ORDER BY credit.id`,
  };
  return queryRows(manager, statement, [
    people.map(({ organizationId }) => organizationId),
    people.map(({ personRef }) => personRef),
  ]);
}

const ID = columns({ id: uuid() });

/** Those of the credits that exist. */
export async function findExistingCredits(manager: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await queryRows(manager, { columns: ID, text: `SELECT ${ID} FROM credit WHERE id = ANY($1)` }, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** What partners know from now on of the credits of a person. */
export type NewlyPublished = {
  readonly organizationId: string;
  readonly personRef: string;
  readonly version: number;
  readonly creditIds: readonly string[];
  readonly credentialCodes: readonly string[];
  readonly dueAt: Date | null;
};

/** Saves what partners know from now on, in one statement. */
export async function savePublishedCredits(manager: EntityManager, people: readonly NewlyPublished[]): Promise<void> {
  if (people.length === 0) return;
  await manager.query(
    `INSERT INTO published_credits (organization_id, person_ref, version, credit_ids, credential_codes, due_at)
     SELECT "organizationId", "personRef", version, "creditIds", "credentialCodes", "dueAt"
     FROM json_to_recordset($1) AS published ("organizationId" uuid, "personRef" text, version bigint, "creditIds" uuid[],
       "credentialCodes" text[], "dueAt" timestamptz)
     ON CONFLICT ON CONSTRAINT published_credits_pk DO UPDATE SET version = excluded.version,
       credit_ids = excluded.credit_ids, credential_codes = excluded.credential_codes, due_at = excluded.due_at`,
    [JSON.stringify(people)],
  );
}

const PERSON_KEY = columns({ organizationId: uuid('person.organization_id'), userId: uuid('person.user_id') });

/** People with a credit whose state changed by itself, and locks them; those first that have waited longest. */
export async function lockPeopleWithDueCredits(
  manager: EntityManager,
  { now, limit }: { now: Date; limit: number },
): Promise<PersonKey[]> {
  const due = {
    columns: PERSON_KEY,
    text: `SELECT ${PERSON_KEY}
      FROM (SELECT organization_id, person_ref FROM published_credits WHERE due_at <= $1 ORDER BY due_at LIMIT $2) AS due
      JOIN person ON (person.organization_id, person.ref) = (due.organization_id, due.person_ref)
      ORDER BY 1, 2 FOR NO KEY UPDATE OF person`,
  };
  return queryRows(manager, due, [now, limit]);
}
