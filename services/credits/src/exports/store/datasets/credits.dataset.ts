import { dayOf } from '../../../values/domain/day.js';
import {
  column,
  credentialColumns,
  type Dataset,
  type DatasetSelection,
  literal,
  PERSON_COLUMNS,
  PERSON_REF,
  SOURCE,
} from './dataset.js';

/** Stands for the instant of the data in expressions of columns. */
const NOW = 'moment.instant';

const ENDED = `association.ended_at <= ${NOW}`;
const LEFT = `user_account.leaves_report_at <= ${NOW}`;
const REVOKED = `achievement.revoked_at <= ${NOW}`;
const TOO_LATE = 'achievement.achieved_at > entry.earnable_until';
const EXPIRED = 'achievement.expires_on < moment.day';

/** The cases of credits/domain/credit.ts in their order; a test compares the two. */
const STATE = `CASE
  WHEN ${ENDED} OR ${LEFT} THEN 'DROPPED'
  WHEN credit.counted_at IS NULL THEN 'PENDING'
  WHEN ${REVOKED} OR ${EXPIRED} OR ${TOO_LATE} OR entry.tail_over OR entry.named IS NOT TRUE THEN 'NOT_COUNTED'
  WHEN user_account.leaves_report_at IS NOT NULL THEN 'DROP_SCHEDULED'
  ELSE 'COUNTED' END`;
const REASON = `CASE
  WHEN ${ENDED} THEN CASE association.end_reason
    WHEN 'MOVED_TO_ANOTHER_ORGANIZATION' THEN 'MOVED_AWAY' WHEN 'ACCOUNT_DELETED' THEN 'PERSON_LEFT' ELSE 'NOT_LINKED' END
  WHEN ${LEFT} THEN 'PERSON_LEFT'
  WHEN credit.counted_at IS NULL THEN 'LAG'
  WHEN ${REVOKED} THEN 'REVOKED'
  WHEN ${TOO_LATE} THEN 'RETIRED'
  WHEN ${EXPIRED} THEN 'EXPIRED'
  WHEN entry.tail_over THEN 'RETIRED'
  WHEN entry.named IS NOT TRUE THEN 'NOT_IN_ANY_REQUIREMENT' END`;

function source({ organizationId, asOf }: DatasetSelection): string {
  return `FROM credit
    CROSS JOIN (SELECT ${literal(asOf)}::timestamptz AS instant, ${literal(dayOf(asOf))}::date AS day) AS moment
    JOIN achievement ON achievement.id = credit.achievement_id
    JOIN association ON association.id = credit.association_id
    LEFT JOIN user_account ON user_account.id = credit.user_id
    LEFT JOIN catalog_entry entry ON entry.code = credit.credential_code
    WHERE credit.organization_id = ${literal(organizationId)}
    ORDER BY credit.achieved_at, credit.id`;
}

/** Every credit of an organization with its state at the instant of the data. */
export const CREDITS: Dataset = {
  columns: [
    column('credit_id', 'STRING', 'Id of the credit in the API.', 'credit.id::text', { isCode: true }),
    column('person_ref', 'STRING', PERSON_REF, 'credit.person_ref', { isCode: true }),
    ...PERSON_COLUMNS,
    column('source', 'STRING', SOURCE, 'achievement.source', { isCode: true }),
    ...credentialColumns('credit.credential_code', 'entry.kind'),
    column('achieved_at', 'TIMESTAMP_MILLIS', 'When it was achieved (UTC).', 'achievement.achieved_at'),
    column(
      'expires_on',
      'DATE',
      'Last day on which it counts; empty when it never expires.',
      "nullif(achievement.expires_on, DATE '9999-12-31')",
      { nullable: true },
    ),
    column('associated_at', 'TIMESTAMP_MILLIS', 'Start of the link of the profile (UTC).', 'credit.associated_at'),
    column('expected_by', 'TIMESTAMP_MILLIS', 'When it is counted at the latest (UTC).', 'credit.expected_by'),
    column('counted_at', 'TIMESTAMP_MILLIS', 'When it was counted (UTC); empty while pending.', 'credit.counted_at', {
      nullable: true,
    }),
    column(
      'drops_at',
      'TIMESTAMP_MILLIS',
      'When it drops because the person left (UTC); empty otherwise.',
      `CASE WHEN ${ENDED} AND association.end_reason IS DISTINCT FROM 'ACCOUNT_DELETED' THEN NULL ELSE user_account.leaves_report_at END`,
      { nullable: true },
    ),
    column('state', 'STRING', 'PENDING, COUNTED, NOT_COUNTED, DROP_SCHEDULED or DROPPED.', STATE, { isCode: true }),
    column('reason', 'STRING', 'Why it does not count; empty when it counts.', REASON, {
      nullable: true,
      isCode: true,
    }),
  ],
  source,
  size: ({ organizationId }) =>
    `SELECT count(*)::integer AS rows FROM credit WHERE organization_id = ${literal(organizationId)}`,
};
