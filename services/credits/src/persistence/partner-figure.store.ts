import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { EntityManager } from 'typeorm';
import type { Day } from '../domain/day.js';
import { parseFraction } from '../domain/fraction.js';
import type { PartnerFigure } from '../domain/partner-figure.js';

/** A figure with the organisation that it is about. */
export type OrganizationFigure = PartnerFigure & { readonly organizationId: string };

const IN_FORCE: Statement = {
  name: 'partner-figures-in-force',
  text: `SELECT DISTINCT ON (organization_id, metric, designation) organization_id AS "organizationId", metric, designation,
      trim_scale(value)::text AS value, holds_from::text AS "holdsFrom", recorded_at AS "recordedAt", id
    FROM partner_figure WHERE organization_id = ANY($1) AND holds_from <= $2
    ORDER BY organization_id, metric, designation, holds_from DESC, recorded_at DESC, id DESC`,
};

/** Per organisation, name and designation the figure that holds on a day. */
export async function figuresOf(
  reads: RequestReads,
  organizationIds: readonly string[],
  on: Day,
): Promise<OrganizationFigure[]> {
  const rows = await reads.query<Omit<OrganizationFigure, 'value'> & { value: string }>(IN_FORCE, [
    organizationIds,
    on,
  ]);
  return rows.map((row) => {
    const value = parseFraction(row.value);
    if (!value) throw new Error(`The recorded figure ${row.id} is not an exact number.`);
    return { ...row, value };
  });
}

/** Adds a figure unless the one that was recorded last for the same day says the same. */
export async function insertFigure(
  manager: EntityManager,
  figure: {
    organizationId: string;
    designation: string | null;
    metric: string;
    value: number;
    holdsFrom: Day;
    recordedAt: Date;
    recordedBy: string;
  },
): Promise<void> {
  const { organizationId, designation, metric, value, holdsFrom, recordedAt, recordedBy } = figure;
  await manager.query(
    `INSERT INTO partner_figure (organization_id, designation, metric, value, holds_from, recorded_at, recorded_by)
     SELECT $1::uuid, $2::text, $3::text, $4::numeric, $5::date, $6::timestamptz, $7::text
     WHERE $4::numeric IS DISTINCT FROM (
       SELECT value FROM partner_figure
       WHERE organization_id = $1 AND metric = $3 AND holds_from = $5
         AND (designation IS NULL OR designation IS NOT DISTINCT FROM $2)
       ORDER BY recorded_at DESC, id DESC LIMIT 1)`,
    [organizationId, designation, metric, String(value), holdsFrom, recordedAt, recordedBy],
  );
}

/** Whether identity ever told of the organisation. */
export async function organizationIsKnown(manager: EntityManager, organizationId: string): Promise<boolean> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM organization WHERE id = $1', [organizationId]);
  return found.length > 0;
}
