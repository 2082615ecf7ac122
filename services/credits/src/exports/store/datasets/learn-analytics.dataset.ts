import { column, type Dataset, type DatasetSelection, literal, PERSON_COLUMNS, PERSON_REF, SOURCE } from './dataset.js';

/** As holdings/store/learner.store.ts: a profile counts for the person whose link began last, and leavers are left out. */
function source({ organizationId, asOf }: DatasetSelection): string {
  const [organization, now] = [literal(organizationId), literal(asOf)];
  return `FROM (
      SELECT DISTINCT ON (source, profile_id) source, profile_id, user_id FROM association
      WHERE organization_id = ${organization} AND (ended_at IS NULL OR ended_at > ${now})
      ORDER BY source, profile_id, started_at DESC, id DESC) AS link
    JOIN training_completion completion USING (source, profile_id)
    JOIN person ON person.organization_id = ${organization} AND person.user_id = link.user_id
    LEFT JOIN user_account ON user_account.id = link.user_id
    WHERE user_account.leaves_report_at IS NULL OR user_account.leaves_report_at > ${now}
    ORDER BY completion.completed_at, completion.id`;
}

/** The completions of currently linked people, also from before the link; leavers stay until the report refresh. */
export const LEARN_ANALYTICS: Dataset = {
  columns: [
    column('completion_id', 'STRING', 'Id of the completion.', 'completion.id::text', { isCode: true }),
    column('person_ref', 'STRING', PERSON_REF, 'person.ref', { isCode: true }),
    ...PERSON_COLUMNS,
    column('source', 'STRING', SOURCE, 'completion.source', { isCode: true }),
    column('kind', 'STRING', 'MODULE or LEARNING_PATH.', 'completion.kind', { isCode: true }),
    column('uid', 'STRING', 'Id of the item at the learning source.', 'completion.uid'),
    column('title', 'STRING', 'Title of the item when it was completed.', 'completion.title'),
    column('roles', 'LIST_OF_STRING', 'Roles that the item is for.', 'completion.roles'),
    column('products', 'LIST_OF_STRING', 'Products that the item is about.', 'completion.products'),
    column('completed_at', 'TIMESTAMP_MILLIS', 'When it was completed (UTC).', 'completion.completed_at'),
  ],
  source,
  size: ({ organizationId }) =>
    `SELECT coalesce(sum(cardinality(module_days) + cardinality(path_days)), 0)::integer AS rows FROM learner
     WHERE organization_id = ${literal(organizationId)}`,
};
