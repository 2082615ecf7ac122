import { columns, day, instant, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { readFigure } from './holder-count.store.js';

const FIGURE = columns({
  organizationId: uuid(),
  metric: text(),
  designation: nullable(text()),
  value: text('trim_scale(value)::text'),
  holdsFrom: day<Day>(),
  recordedAt: instant(),
  id: uuid(),
});

const PLANNED = {
  name: 'figures-planned',
  columns: FIGURE,
  text: `SELECT ${FIGURE} FROM partner_figure
    WHERE organization_id = ANY($1) AND holds_from > $2 AND holds_from <= $3`,
};

export type PlannedFigure = PartnerFigure & { readonly organizationId: string };

/** Figures that are recorded for future days, up to a day. */
export async function plannedFigures(
  reads: RequestReads,
  organizationIds: readonly string[],
  { after, through }: { readonly after: Day; readonly through: Day },
): Promise<PlannedFigure[]> {
  const rows = await reads.query(PLANNED, [organizationIds, after, through]);
  return rows.map((row) => ({ ...readFigure(row), organizationId: row.organizationId }));
}
