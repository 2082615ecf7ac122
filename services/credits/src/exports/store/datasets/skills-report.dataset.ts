import {
  column,
  credentialColumns,
  type Dataset,
  type DatasetSelection,
  literal,
  PERSON_REF,
  PROFILE_ID,
  SOURCE,
} from './dataset.js';

const PERSONAL = { nullable: true, personal: true } as const;
const PROFILE =
  "CASE line.source WHEN 'MICROSOFT_LEARN' THEN person.learn_profile_id ELSE person.university_profile_id END";
/** Feeds send the last day of the calendar for "never". */
const EXPIRES_ON = "nullif(nullif(line.expires_on, 'infinity'), DATE '9999-12-31')";

/** Rows by name, or by reference where no name may be inferred from the order. */
function source({ organizationId, month, withPersonalData }: DatasetSelection): string {
  const report = `organization_id = ${literal(organizationId)} AND month = ${literal(`${month}-01`)}`;
  return `FROM (SELECT * FROM skills_report_row WHERE ${report}) AS line
    JOIN (SELECT * FROM skills_report_person WHERE ${report}) AS person USING (person_no)
    JOIN (SELECT * FROM skills_report_credential WHERE ${report}) AS known ON known.credential_code = line.credential_code
    JOIN organization ON organization.id = ${literal(organizationId)}
    LEFT JOIN catalog_entry entry ON entry.code = line.credential_code
    ORDER BY ${withPersonalData ? 'line.row_no' : 'line.ref_no'}`;
}

function size({ organizationId, month }: DatasetSelection): string {
  return `SELECT credentials AS rows FROM skills_report
    WHERE organization_id = ${literal(organizationId)} AND month = ${literal(`${month}-01`)}`;
}

/** The rows of a Skills Report. */
export const SKILLS_REPORT: Dataset = {
  columns: [
    column('month', 'STRING', 'Month of the report, YYYY-MM.', "to_char(line.month, 'YYYY-MM')", { isCode: true }),
    column('person_ref', 'STRING', PERSON_REF, 'person.person_ref', { isCode: true }),
    column('person_name', 'STRING', 'Display name at the refresh.', 'person.display_name', PERSONAL),
    column('email', 'STRING', 'Work address at the refresh.', 'person.email', PERSONAL),
    column('profile_id', 'STRING', PROFILE_ID, PROFILE, PERSONAL),
    column('department', 'STRING', 'Department at the refresh, from the directory.', 'person.department', PERSONAL),
    column('country', 'STRING', 'Country at the refresh, from the directory.', 'person.country', PERSONAL),
    column('source', 'STRING', SOURCE, 'line.source', { isCode: true }),
    ...credentialColumns('line.credential_code', 'known.kind'),
    column('achieved_at', 'TIMESTAMP_MILLIS', 'When it was achieved (UTC).', 'line.achieved_at'),
    column('expires_on', 'DATE', 'Last day on which it counts; empty when it never expires.', EXPIRES_ON, {
      nullable: true,
    }),
    column('associated_since', 'TIMESTAMP_MILLIS', 'Start of the link of the profile (UTC).', 'line.associated_since'),
    column(
      'relevant_to',
      'LIST_OF_STRING',
      'Codes of the designations and specializations whose requirements named it at the refresh.',
      'known.relevant_to',
      { isCode: true },
    ),
    column('leaving', 'BOOLEAN', 'True when the person has left, so that no later report lists them.', 'line.leaving'),
  ],
  source,
  size,
};

const SECONDS = 'YYYY-MM-DD HH24:MI:SS';
const NOTHING = 'NULL::text';
const EMPTY = { nullable: true };

/** The layout of the trainings that Partner Center exports: tools that read those files by name read these too. */
export const PARTNER_CENTER_TRAININGS: Dataset = {
  columns: [
    column('TrainingActivityId', 'STRING', 'Key of the credential.', 'line.credential_code', { isCode: true }),
    column('TrainingTitle', 'STRING', 'Title of the credential.', 'entry.title', { nullable: true }),
    column(
      'TrainingType',
      'STRING',
      'Certification, Applied Skill or Assessment.',
      "CASE known.kind WHEN 'CERTIFICATION' THEN 'Certification' WHEN 'APPLIED_SKILL' THEN 'Applied Skill' WHEN 'ASSESSMENT' THEN 'Assessment' END",
      { nullable: true, isCode: true },
    ),
    column(
      'IndividualFirstName',
      'STRING',
      'The whole display name; empty without personal data.',
      'person.display_name',
      {
        ...PERSONAL,
        otherwise: NOTHING,
      },
    ),
    column('IndividualLastName', 'STRING', 'Empty: names are not split.', NOTHING, EMPTY),
    column('Email', 'STRING', 'Empty: private addresses are not known.', NOTHING, EMPTY),
    column('CorpEmail', 'STRING', 'Work address; empty without personal data.', 'person.email', {
      ...PERSONAL,
      otherwise: NOTHING,
    }),
    column('TrainingCompletionDate', 'TIMESTAMP_MILLIS', 'When it was achieved (UTC).', 'line.achieved_at', {
      pattern: SECONDS,
    }),
    column(
      'Month',
      'STRING',
      'Month of the achievement, such as Nov-26.',
      "to_char(line.achieved_at AT TIME ZONE 'UTC', 'Mon-YY')",
      { isCode: true },
    ),
    column(
      'IcMCP',
      'INT32',
      '1 for Microsoft Learn, 0 for Partner University.',
      "(line.source = 'MICROSOFT_LEARN')::integer",
    ),
    column(
      'MCPID',
      'STRING',
      'Id of the learning profile; without personal data the stable name of the person.',
      PROFILE,
      { ...PERSONAL, otherwise: 'person.person_ref' },
    ),
    column('MPNId', 'STRING', 'Partner id of the organization.', 'organization.partner_id'),
    column('PartnerName', 'STRING', 'Name of the organization.', 'organization.name'),
    column('PartnerCityLocation', 'STRING', 'Empty.', NOTHING, EMPTY),
    column('PartnerCountryLocation', 'STRING', 'Empty.', NOTHING, EMPTY),
    column(
      'ExpirationDate',
      'TIMESTAMP_MILLIS',
      'Last day on which it counts (00:00 UTC); empty when it never expires.',
      `${EXPIRES_ON}::timestamp AT TIME ZONE 'UTC'`,
      { nullable: true, pattern: SECONDS },
    ),
    column('ActivationStatus', 'STRING', 'Active: a report lists nothing else.', "'Active'", { isCode: true }),
  ],
  source,
  size,
};
