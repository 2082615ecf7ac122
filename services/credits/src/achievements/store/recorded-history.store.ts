import { boolean, columns, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Credential, LearningSource } from '../../catalog/domain/catalog.js';
import { REPORT } from './report-columns.js';

const RECORDED = columns({
  ...REPORT.fields,
  /** The externalId that the source sent, also of a report that moves its expiry. */
  firstId: text('coalesce(amends, external_id)'),
  derived: boolean(),
});

/** A report with the externalId that the source sent. derived: it follows from exams, and no source sent it. */
export type RecordedReport = RowOf<typeof RECORDED>;

/** A profile and credential. An exam may be recorded under the code of the credential that it stood for earlier. */
type Wanted = {
  readonly profileId: string;
  readonly credential: Credential;
  readonly formerCodes: readonly string[];
};

/** The whole histories of these profiles and credentials, in one statement. */
export async function findRecordedHistories(
  manager: EntityManager,
  source: LearningSource,
  wanted: readonly Wanted[],
): Promise<RecordedReport[]> {
  if (wanted.length === 0) return [];
  const keys = wanted.flatMap(({ profileId, credential, formerCodes }) =>
    [credential.code, ...formerCodes].map((code) => [profileId, code] as const),
  );
  // OFFSET 0 looks up each history by itself, at any size of the table.
  const text = `SELECT ${RECORDED.of('report')} FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[])) AS wanted (profile_id, code)
     CROSS JOIN LATERAL (
       SELECT ${RECORDED} FROM achievement_report
       WHERE source = $1 AND profile_id = wanted.profile_id AND credential_code = wanted.code
       OFFSET 0) AS report`;
  const values = [source, keys.map(([profileId]) => profileId), keys.map(([, code]) => code)];
  return queryRows(manager, { columns: RECORDED, text }, values);
}
