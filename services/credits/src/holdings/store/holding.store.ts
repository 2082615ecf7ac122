import { columns, day, instant, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import { REPORT } from '../../achievements/store/report-columns.js';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { profileColumns } from '../../catalog/domain/profile-key.js';
import type { Day } from '../../values/domain/day.js';
import { computeHolderChanges, diffChanges } from '../domain/list-holders.js';
import { computeHoldings } from '../domain/person-holdings.js';
import { insertHolderChanges, lockCountedLists, type OrganizationChange } from './holder-change.store.js';
import { recalculateLearners } from './learner.store.js';
import { deleteQueueEntries, listQueueEntries, type PersonKey } from './recalculation-queue.store.js';
import { enqueueScoring } from './score-queue.store.js';

const PERSON_KEY = columns({ organizationId: uuid(), userId: uuid() });
const PERSON = columns({ ...PERSON_KEY.fields, ref: text() });
const HOLDING = columns(
  {
    organizationId: uuid(),
    personRef: text(),
    credentialCode: text(),
    from: day<Day>('counts_from'),
    until: nullable(day<Day>('counts_until')),
    achievementId: uuid(),
    achievedAt: instant(),
  },
  'holding',
);
const LINK = columns(
  {
    organizationId: uuid(),
    userId: uuid(),
    source: oneOf<LearningSource>(),
    profileId: text(),
    startedAt: instant(),
    endedAt: nullable(instant()),
    leavesReportAt: nullable(instant('leaves_report_at')),
  },
  'association',
);

type Person = RowOf<typeof PERSON>;
type Row = RowOf<typeof HOLDING>;

/**
 * Recalculates the holdings of these people from links and reports, together with the numbers of holders of all counted
 * lists and with Learn analytics. Idempotent.
 */
export async function recalculateHoldings(
  manager: EntityManager,
  catalog: Catalog,
  wanted: readonly PersonKey[],
  now: Date,
): Promise<void> {
  const people = await listKnownPeople(manager, wanted);
  if (people.length === 0) return;
  // Lists are locked before people: a transaction that starts to count a list then waits for no person.
  const lists = await lockCountedLists(
    manager,
    people.map(({ organizationId }) => organizationId),
  );
  const locked = await lockPeople(manager, people);
  const queueEntries = await listQueueEntries(manager, locked);
  const [before, after] = [await holdingsOf(manager, locked), await calculateHoldings(manager, catalog, locked)];
  const changes: OrganizationChange[] = [];
  const [toDelete, toInsert]: [Row[], Row[]] = [[], []];
  for (const person of locked) {
    const key = `${person.organizationId} ${person.ref}`;
    const [old, fresh] = [before.get(key) ?? [], after.get(key) ?? []];
    const [known, wanted] = [new Set(old.map(textOf)), new Set(fresh.map(textOf))];
    const [removed, added] = [
      old.filter((row) => !wanted.has(textOf(row))),
      fresh.filter((row) => !known.has(textOf(row))),
    ];
    if (removed.length + added.length === 0) continue;
    toDelete.push(...removed);
    toInsert.push(...added);
    const { organizationId } = person;
    const counted = lists.get(organizationId) ?? [];
    const differing = diffChanges(computeHolderChanges(counted, old), computeHolderChanges(counted, fresh));
    changes.push(...differing.map((change) => ({ organizationId, ...change })));
  }
  await replaceHoldings(manager, toDelete, toInsert);
  await insertHolderChanges(manager, changes);
  await enqueueScoring(
    manager,
    changes.map(({ organizationId }) => organizationId),
  );
  await recalculateLearners(manager, locked, now);
  await deleteQueueEntries(manager, queueEntries);
  await manager.query(
    `UPDATE person SET holdings_as_of = $3, rules_version = $4 FROM unnest($1::uuid[], $2::uuid[]) AS done (organization_id, user_id)
     WHERE (person.organization_id, person.user_id) = (done.organization_id, done.user_id)`,
    [...keysOf(locked), now, catalog.version],
  );
}

/** People without a link have no holdings. OFFSET 0, here and below, looks up each row by itself. */
async function listKnownPeople(manager: EntityManager, people: readonly PersonKey[]): Promise<PersonKey[]> {
  if (people.length === 0) return [];
  const text = `SELECT DISTINCT ${PERSON_KEY} FROM unnest($1::uuid[], $2::uuid[]) AS wanted (organization_id, user_id) CROSS JOIN LATERAL (
       SELECT FROM person
       WHERE (organization_id, user_id) = (wanted.organization_id, wanted.user_id) OFFSET 0) AS known`;
  return queryRows(manager, { columns: PERSON_KEY, text }, keysOf(people));
}

async function lockPeople(manager: EntityManager, people: readonly PersonKey[]): Promise<Person[]> {
  const text = `SELECT ${PERSON} FROM (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS person (organization_id, user_id) ORDER BY 1, 2) AS wanted
     CROSS JOIN LATERAL (SELECT ref FROM person
       WHERE (organization_id, user_id) = (wanted.organization_id, wanted.user_id) FOR NO KEY UPDATE) AS person`;
  return queryRows(manager, { columns: PERSON, text }, keysOf(people));
}

async function holdingsOf(manager: EntityManager, people: readonly Person[]): Promise<Map<string, Row[]>> {
  const text = `SELECT ${HOLDING} FROM unnest($1::uuid[], $2::text[]) AS wanted (organization, ref) CROSS JOIN LATERAL (
       SELECT * FROM holding
       WHERE (organization_id, person_ref) = (wanted.organization, wanted.ref) OFFSET 0) AS holding`;
  const rows = await queryRows(manager, { columns: HOLDING, text }, [
    people.map(({ organizationId }) => organizationId),
    people.map(({ ref }) => ref),
  ]);
  return Map.groupBy(rows, (row) => `${row.organizationId} ${row.personRef}`);
}

async function calculateHoldings(
  manager: EntityManager,
  catalog: Catalog,
  people: readonly Person[],
): Promise<Map<string, Row[]>> {
  const linksText = `SELECT ${LINK} FROM unnest($1::uuid[], $2::uuid[]) AS wanted (organization_id, user_id)
     CROSS JOIN LATERAL (SELECT * FROM association
       WHERE (organization_id, user_id) = (wanted.organization_id, wanted.user_id) OFFSET 0) AS association
     LEFT JOIN user_account ON user_account.id = association.user_id`;
  const linked = await queryRows(manager, { columns: LINK, text: linksText }, keysOf(people));
  const reportsText = `SELECT ${REPORT}
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS wanted (of_source, of_profile)
     CROSS JOIN LATERAL (SELECT * FROM achievement_report
       WHERE (source, profile_id) = (wanted.of_source, wanted.of_profile) OFFSET 0) AS report`;
  const reports = await queryRows(manager, { columns: REPORT, text: reportsText }, profileColumns(linked));
  const linksOf = Map.groupBy(linked, ({ organizationId, userId }) => `${organizationId} ${userId}`);
  const reportsOf = Map.groupBy(reports, ({ source, profileId }) => `${source} ${profileId}`);
  return new Map(
    people.map(({ organizationId, userId, ref }) => {
      const links = linksOf.get(`${organizationId} ${userId}`) ?? [];
      const profiles = new Set(links.map(({ source, profileId }) => `${source} ${profileId}`));
      const ofPerson = [...profiles].flatMap((profile) => reportsOf.get(profile) ?? []);
      const spans = computeHoldings(catalog, links, ofPerson);
      return [`${organizationId} ${ref}`, spans.map((span) => ({ organizationId, personRef: ref, ...span }))];
    }),
  );
}

async function replaceHoldings(
  manager: EntityManager,
  toDelete: readonly Row[],
  toInsert: readonly Row[],
): Promise<void> {
  if (toDelete.length > 0) {
    await manager.query(
      `DELETE FROM holding USING unnest($1::uuid[], $2::text[], $3::text[], $4::date[])
         AS deleted (organization_id, person_ref, credential_code, counts_from)
       WHERE (holding.organization_id, holding.person_ref, holding.credential_code, holding.counts_from)
         = (deleted.organization_id, deleted.person_ref, deleted.credential_code, deleted.counts_from)`,
      columnsOf(toDelete).slice(0, 4),
    );
  }
  if (toInsert.length > 0) {
    await manager.query(
      `INSERT INTO holding (organization_id, person_ref, credential_code, counts_from, counts_until, achievement_id, achieved_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[], $6::uuid[], $7::timestamptz[])`,
      columnsOf(toInsert),
    );
  }
}

function columnsOf(rows: readonly Row[]): unknown[][] {
  return [
    rows.map(({ organizationId }) => organizationId),
    rows.map(({ personRef }) => personRef),
    rows.map(({ credentialCode }) => credentialCode),
    rows.map(({ from }) => from),
    rows.map(({ until }) => until),
    rows.map(({ achievementId }) => achievementId),
    rows.map(({ achievedAt }) => achievedAt),
  ];
}

function textOf({ credentialCode, from, until, achievementId, achievedAt }: Row): string {
  return `${credentialCode} ${from} ${until} ${achievementId} ${achievedAt.getTime()}`;
}

function keysOf(people: readonly PersonKey[]): [string[], string[]] {
  return [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId)];
}
