/*
 * Parts of the statements of Learn analytics. $1 organizations, $2 now, $3 and $4 first and last day of the range, $5
 * and $6 begin and end of its whole months; days are days since 1970-01-01.
 */
export type Kind = 'module' | 'path';

const LEAVERS = 'SELECT id FROM user_account WHERE organization_id = ANY($1) AND leaves_report_at <= $2';
const FIRST_OF_MONTH = "date_trunc('month', DATE '1970-01-01' + day)::date";
const FIRST_DAY_OF_MONTH = `(${FIRST_OF_MONTH} - DATE '1970-01-01')`;

/** People with completions who have not left: a leaver is excluded from the refresh on, whenever the event arrives. */
export const learners = (among = '') => `
  FROM learner WHERE learner.organization_id = wanted.id AND learner.user_id NOT IN (${LEAVERS}) ${among}`;

/** Number of items that a person completed in the range: by bisection, and one by one for repeated items. */
export const countOf = (kind: Kind) => `
  CASE WHEN ${kind}_before IS NULL THEN width_bucket($4, ${kind}_days) - width_bucket($3 - 1, ${kind}_days)
  ELSE (SELECT count(*)::integer FROM unnest(${kind}_days, ${kind}_before) AS done (day, before)
    WHERE day BETWEEN $3 AND $4 AND (before IS NULL OR before < $3)) END`;

const part = (kind: Kind, list: string, first: string, last: string) =>
  `${kind}_${list}[width_bucket(${first} - 1, ${kind}_days) + 1 : width_bucket(${last}, ${kind}_days)]`;

/** The days of the range outside of its whole months. */
const edgesOf = (kind: Kind, list: string) =>
  `(${part(kind, list, '$3', '$5 - 1')} || ${part(kind, list, '$6', '$4')})`;
const WITH_EDGES = 'AND ($3 < $5 OR $6 <= $4)';

const completions = (kind: Kind, first: string, last: string) => `
  SELECT unnest(${part(kind, 'items', first, last)}) AS item, unnest(${part(kind, 'days', first, last)}) AS day,
    unnest(${part(kind, 'before', first, last)}) AS before`;

/** Repeated completions in the range, of the few people who repeated an item. */
const repeated = (kind: Kind) => `
  ${completions(kind, '$3', '$4')} ${learners('AND (module_before IS NOT NULL OR path_before IS NOT NULL)')}`;

/** Completions of leavers in the whole months, which the stored counts include until the event arrives. */
const completionsOfLeavers = (kind: Kind) => `
  SELECT * FROM (
    ${completions(kind, '$5', '$6 - 1')} FROM learner WHERE learner.organization_id = wanted.id AND learner.user_id IN (${LEAVERS})
  ) AS ended WHERE before IS NULL OR before < ${FIRST_DAY_OF_MONTH}`;

/** Completions of one kind by month: stored counts for whole months, single days beside them. */
export const byMonth = (kind: Kind, modules: string, paths: string) => `
  SELECT month, 0 AS newly, ${modules} AS modules, ${paths} AS paths
  FROM (
    SELECT month, sum(change) AS done FROM completion_change JOIN training_item ON training_item.id = completion_change.item_id
    WHERE completion_change.organization_id = wanted.id AND training_item.kind = '${kind === 'module' ? 'MODULE' : 'LEARNING_PATH'}'
      AND month >= DATE '1970-01-01' + $5::integer AND month < DATE '1970-01-01' + $6::integer
    GROUP BY month
    UNION ALL
    SELECT ${FIRST_OF_MONTH}, count(*) FROM (SELECT unnest(${edgesOf(kind, 'days')}) AS day ${learners(WITH_EDGES)}) AS edge
    GROUP BY day
    UNION ALL
    SELECT ${FIRST_OF_MONTH}, -1 FROM (${repeated(kind)}) AS repeated
    WHERE (day < $5 OR day >= $6) AND before >= greatest($3, ${FIRST_DAY_OF_MONTH})
    UNION ALL
    SELECT ${FIRST_OF_MONTH}, -1 FROM (${completionsOfLeavers(kind)}) AS ended
  ) AS counted`;

/** Number of people by the month of their first module. */
export const BEGINNERS = `
  SELECT ${FIRST_OF_MONTH}, count(*), 0, 0
  FROM (SELECT module_days[1] AS day ${learners('AND module_days[1] BETWEEN $3 AND $4')}) AS beginner
  GROUP BY day`;

/** Completions by item in the same way; an item of several months counts once. */
export const BY_ITEM = `
  SELECT item, sum(done) AS completions
  FROM (
    SELECT item_id AS item, sum(change) AS done FROM completion_change
    WHERE organization_id = wanted.id AND month >= DATE '1970-01-01' + $5::integer AND month < DATE '1970-01-01' + $6::integer
    GROUP BY item_id
    UNION ALL
    SELECT item, count(*)
    FROM (SELECT unnest(${edgesOf('module', 'items')} || ${edgesOf('path', 'items')}) AS item ${learners(WITH_EDGES)}) AS edge
    GROUP BY item
    UNION ALL
    SELECT item, -1 FROM (${repeated('module')} UNION ALL ${repeated('path')}) AS repeated
    WHERE before >= $3 AND (day < $5 OR day >= $6 OR before < ${FIRST_DAY_OF_MONTH})
    UNION ALL
    SELECT item, -1 FROM (${completionsOfLeavers('module')} UNION ALL ${completionsOfLeavers('path')}) AS ended
  ) AS counted
  GROUP BY item HAVING sum(done) > 0`;
