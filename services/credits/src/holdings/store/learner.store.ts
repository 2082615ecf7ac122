import { columns, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { PersonKey } from './recalculation-queue.store.js';

const LEARNER = columns({ organizationId: uuid(), userId: uuid() });

/**
 * The profiles that count for these people now. A profile counts for one person: the one with the link that began last.
 */
const LINKED = `
  linked AS (
    SELECT association.organization_id, association.user_id, association.source, association.profile_id
    FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[])) AS wanted (organization_id, user_id)
    JOIN association USING (organization_id, user_id)
    WHERE (association.ended_at IS NULL OR association.ended_at > $3) AND NOT EXISTS (
      SELECT FROM association AS later
      WHERE later.source = association.source AND later.profile_id = association.profile_id
        AND later.organization_id = association.organization_id AND (later.ended_at IS NULL OR later.ended_at > $3)
        AND (later.started_at, later.id) > (association.started_at, association.id))
  )`;

const MONTH = "date_trunc('month', DATE '1970-01-01' + day)::date";

const listOf = (what: string, kind: string) => `array_agg(${what} ORDER BY day, item) FILTER (WHERE kind = '${kind}')`;
const listsOf = (kind: string) => `
  coalesce(${listOf('day', kind)}, '{}'), coalesce(${listOf('item', kind)}, '{}'),
  CASE WHEN bool_or(before IS NOT NULL) FILTER (WHERE kind = '${kind}') THEN ${listOf('before', kind)} END`;

/**
 * Recalculates the learners of these people from links and completions, and the number of people per item and month.
 * Requires locked rows of `person`. Idempotent.
 */
export async function recalculateLearners(
  manager: EntityManager,
  people: readonly PersonKey[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  const values = [people.map(({ organizationId }) => organizationId), people.map(({ userId }) => userId), now];
  await manager.query(
    `WITH ${LINKED}
     INSERT INTO training_item (source, kind, uid)
     SELECT DISTINCT source, done.kind, done.uid FROM linked JOIN training_completion done USING (source, profile_id)
     LEFT JOIN training_item known USING (source, kind, uid)
     WHERE known.id IS NULL ORDER BY 1, 2, 3
     ON CONFLICT ON CONSTRAINT training_item_uid DO NOTHING`,
    values,
  );
  const statement = {
    columns: LEARNER,
    text: `WITH ${LINKED}, done AS (
       SELECT DISTINCT linked.organization_id, linked.user_id, training_item.id AS item, training_item.kind,
         (completion.completed_at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS day
       FROM linked JOIN training_completion completion USING (source, profile_id)
       JOIN training_item USING (source, kind, uid)
     ), ordered AS (
       SELECT done.*, lag(day) OVER (PARTITION BY organization_id, user_id, item ORDER BY day) AS before FROM done
     ), changed AS (
       INSERT INTO completion_change (organization_id, month, item_id, change)
       SELECT organization_id, month, item, sum(change)
       FROM (
         SELECT DISTINCT organization_id, user_id, item, ${MONTH} AS month, 1 AS change FROM done
         UNION ALL
         SELECT DISTINCT organization_id, user_id, item, ${MONTH}, -1
         FROM (
           SELECT organization_id, user_id, unnest(module_items || path_items) AS item, unnest(module_days || path_days) AS day
           FROM learner JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[])) AS wanted (organization_id, user_id)
             USING (organization_id, user_id)) AS learned
       ) AS difference
       GROUP BY organization_id, month, item HAVING sum(change) <> 0
     ), stored AS (
       INSERT INTO learner AS stored (organization_id, user_id, person_ref, module_days, module_items, module_before,
         path_days, path_items, path_before)
       SELECT ordered.organization_id, ordered.user_id, person.ref, ${listsOf('MODULE')}, ${listsOf('LEARNING_PATH')}
       FROM ordered JOIN person USING (organization_id, user_id)
       GROUP BY ordered.organization_id, ordered.user_id, person.ref
       ON CONFLICT ON CONSTRAINT learner_pk DO UPDATE SET person_ref = excluded.person_ref,
         module_days = excluded.module_days, module_items = excluded.module_items,
         module_before = excluded.module_before, path_days = excluded.path_days, path_items = excluded.path_items,
         path_before = excluded.path_before
     )
     SELECT DISTINCT ${LEARNER} FROM done`,
  };
  const learners = await queryRows(manager, statement, values);
  await manager.query(
    `DELETE FROM learner USING (
       SELECT * FROM unnest($1::uuid[], $2::uuid[]) EXCEPT SELECT * FROM unnest($3::uuid[], $4::uuid[])
     ) AS gone (organization_id, user_id)
     WHERE (learner.organization_id, learner.user_id) = (gone.organization_id, gone.user_id)`,
    [...values.slice(0, 2), learners.map(({ organizationId }) => organizationId), learners.map(({ userId }) => userId)],
  );
}

/** Compacts the changes of an item and month to one row. Concurrent readers see the same sums. */
export async function compactCompletionChanges(manager: EntityManager): Promise<void> {
  // A background job: no request waits for it.
  await manager.query("SET LOCAL statement_timeout = '5min'");
  // The array forces a lookup by key, whatever the planner estimates for new rows.
  await manager.query(`
    WITH taken AS (
      DELETE FROM completion_change WHERE id = ANY (ARRAY(
        SELECT id FROM (
          SELECT id, count(*) OVER (PARTITION BY organization_id, month, item_id) AS changes FROM completion_change) AS counted
        WHERE changes > 1))
      RETURNING organization_id, month, item_id, change
    )
    INSERT INTO completion_change (organization_id, month, item_id, change)
    SELECT organization_id, month, item_id, sum(change) FROM taken
    GROUP BY organization_id, month, item_id HAVING sum(change) <> 0`);
}
