import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { type FigureText, readFigure } from './holder-count.store.js';

const PLANNED: Statement = {
  name: 'figures-planned',
  text: `
    SELECT organization_id AS "organizationId", metric, designation, trim_scale(value)::text AS value,
      holds_from::text AS "holdsFrom", recorded_at AS "recordedAt", id
    FROM partner_figure WHERE organization_id = ANY($1) AND holds_from > $2 AND holds_from <= $3`,
};

export type PlannedFigure = PartnerFigure & { readonly organizationId: string };

/** The figures that are recorded for days to come, up to a day. */
export async function plannedFigures(
  reads: RequestReads,
  organizationIds: readonly string[],
  { after, through }: { readonly after: Day; readonly through: Day },
): Promise<PlannedFigure[]> {
  const rows = await reads.query<FigureText & { organizationId: string }>(PLANNED, [organizationIds, after, through]);
  return rows.map((row) => ({ ...readFigure(row), organizationId: row.organizationId }));
}
