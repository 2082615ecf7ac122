import { columns, day, instant, integer, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { CountingHolding } from '../../holdings/domain/holder.js';
import type { PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { parseFraction } from '../../values/domain/fraction.js';
import { CHUNK } from './skills-report-order.store.js';
import type { Snapshot } from './skills-report-snapshot.store.js';

const HOLDERS = columns({ id: text('list_id'), people: integer('sum(bit_count(held.people))::integer') });

/** The number of people of the report who hold one of the credentials of each list. */
export async function reportedHolders(
  manager: EntityManager,
  { organizationId, month }: Snapshot,
  lists: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, number>> {
  const members = [...lists].flatMap(([id, codes]) => codes.map((code) => ({ id, code })));
  const rows = await queryRows(
    manager,
    {
      columns: HOLDERS,
      text: `SELECT ${HOLDERS}
        FROM (
          SELECT list_id, chunk, bit_or(people) AS people
          FROM unnest($3::text[], $4::text[]) AS list (list_id, credential_code)
          JOIN skills_report_presence USING (credential_code)
          WHERE organization_id = $1 AND month = $2 GROUP BY list_id, chunk) AS held
        GROUP BY list_id`,
    },
    [organizationId, `${month}-01`, members.map(({ id }) => id), members.map(({ code }) => code)],
  );
  return new Map(rows.map(({ id, people }) => [id, people]));
}

const HOLDING = columns({
  personRef: text('person.person_ref'),
  credentialCode: text('line.credential_code'),
  achievedAt: instant('line.achieved_at'),
  achievementId: text("''"),
});

/**
 * For each credential, the people of the report whose holding lasts longest: the first holders of any list are among
 * them.
 */
export async function firstReportedHolders(
  manager: EntityManager,
  { organizationId, month }: Snapshot,
  credentialCodes: readonly string[],
  first: number,
): Promise<CountingHolding[]> {
  // Looks up the rows of each credential in its own chunks, because they are few among many.
  await manager.query("SELECT set_config('enable_nestloop', 'on', true)");
  // Every chunk of a list but the last is full.
  const chunks = Math.ceil(first / CHUNK) + 1;
  return queryRows(
    manager,
    {
      columns: HOLDING,
      text: `WITH found AS MATERIALIZED (
          SELECT last.row_no
          FROM unnest($3::text[]) AS wanted (credential_code) CROSS JOIN unnest(ARRAY[false, true]) AS slice (leaving)
          CROSS JOIN LATERAL (
            SELECT entry.row_no FROM (
              SELECT * FROM skills_report_order chunk
              WHERE chunk.organization_id = $1 AND chunk.month = $2 AND chunk.sorted_by = 'achieved'
                AND chunk.leaving = slice.leaving AND chunk.credential_code = wanted.credential_code
              ORDER BY chunk.last_position DESC LIMIT ${chunks}) AS chunk
            CROSS JOIN LATERAL unnest(chunk.positions, chunk.row_nos) AS entry (position, row_no)
            ORDER BY chunk.last_position DESC, entry.position DESC LIMIT $4) AS last)
        SELECT ${HOLDING}
        FROM found
        JOIN skills_report_row line ON line.organization_id = $1 AND line.month = $2 AND line.row_no = found.row_no
        JOIN skills_report_person person
          ON person.organization_id = $1 AND person.month = $2 AND person.person_no = line.person_no`,
    },
    [organizationId, `${month}-01`, credentialCodes, first],
  );
}

const FIGURE = columns(
  {
    metric: text(),
    designation: nullable(text()),
    value: text('trim_scale(value)::text'),
    holdsFrom: day<Day>(),
    recordedAt: instant(),
    id: uuid(),
  },
  'partner_figure',
);

/** The figures for the day of the refresh that were recorded before it. */
export async function figuresAt(
  manager: EntityManager,
  { organizationId, refresh, on }: Snapshot,
): Promise<PartnerFigure[]> {
  const rows = await queryRows(
    manager,
    {
      columns: FIGURE,
      text: `SELECT DISTINCT ON (metric, designation) ${FIGURE}
        FROM partner_figure WHERE organization_id = $1 AND holds_from <= $2 AND recorded_at < $3
        ORDER BY metric, designation, partner_figure.holds_from DESC, recorded_at DESC, id DESC`,
    },
    [organizationId, on, refresh],
  );
  return rows.map(({ value, ...figure }) => {
    const exact = parseFraction(value);
    if (!exact) throw new Error(`The recorded figure ${figure.id} is not an exact number.`);
    return { ...figure, value: exact };
  });
}
