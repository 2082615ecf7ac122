import type { EntityManager } from 'typeorm';
import type { Day } from '../../values/domain/day.js';

/** Records a figure unless the latest one for the same day and designations equals it. */
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
     WHERE NOT EXISTS (
       SELECT FROM (
         SELECT value, designation FROM partner_figure
         WHERE organization_id = $1 AND metric = $3 AND holds_from = $5
           AND ($2 IS NULL OR designation IS NULL OR designation = $2)
         ORDER BY recorded_at DESC, id DESC LIMIT 1) AS last
       WHERE value = $4 AND (designation IS NULL OR designation = $2))`,
    [organizationId, designation, metric, String(value), holdsFrom, recordedAt, recordedBy],
  );
}

/** Whether an event about the organization has arrived. */
export async function organizationIsKnown(manager: EntityManager, organizationId: string): Promise<boolean> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM organization WHERE id = $1', [organizationId]);
  return found.length > 0;
}
