import {
  column,
  type Dataset,
  type DatasetSelection,
  literal,
  PERSON_COLUMNS,
  PERSON_REF,
  PROFILE_ID,
  SOURCE,
} from './dataset.js';

function source({ organizationId }: DatasetSelection): string {
  return `FROM association
    JOIN person USING (organization_id, user_id)
    LEFT JOIN user_account ON user_account.id = association.user_id
    WHERE association.organization_id = ${literal(organizationId)}
    ORDER BY association.started_at, association.id`;
}

/** Every link of a learning profile with the organization, open and ended. */
export const ASSOCIATIONS: Dataset = {
  columns: [
    column('association_id', 'STRING', 'Id of the association in the API.', 'association.id::text', { isCode: true }),
    column('person_ref', 'STRING', PERSON_REF, 'person.ref', { isCode: true }),
    ...PERSON_COLUMNS,
    column('profile_id', 'STRING', PROFILE_ID, 'association.profile_id', { personal: true }),
    column('source', 'STRING', SOURCE, 'association.source', { isCode: true }),
    column('started_at', 'TIMESTAMP_MILLIS', 'Start of the link (UTC).', 'association.started_at'),
    column('ended_at', 'TIMESTAMP_MILLIS', 'End of the link (UTC); empty while it is open.', 'association.ended_at', {
      nullable: true,
    }),
    column(
      'end_reason',
      'STRING',
      'REMOVED_BY_USER, MOVED_TO_ANOTHER_ORGANIZATION or ACCOUNT_DELETED; empty while it is open.',
      'association.end_reason',
      { nullable: true, isCode: true },
    ),
  ],
  source,
  size: ({ organizationId }) =>
    `SELECT count(*)::integer AS rows FROM association WHERE organization_id = ${literal(organizationId)}`,
};
