import { allows } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { reportNames } from '../../members/application/audiences.js';
import { credentialCodes, filterValues, requirementCode } from '../../rules/application/filter-values.js';
import { parseDay } from '../../values/domain/day.js';
import { MOST_LOOKED_AT } from '../../values/domain/most-found.js';
import type { PublishedReport } from '../store/skills-report.store.js';
import type { ReportOrder, ReportPage } from '../store/skills-report-positions.js';
import type { ReportSearch, ReportSelection } from '../store/skills-report-selection.js';
import type { SkillsReportContext } from './context.js';
import type { SkillsReportFilter } from './types/skills-report-filter.type.js';
import { SkillsReportRowType } from './types/skills-report-row.type.js';

/** Selection, order and page of the rows of a report. */
export type ReportRowsRequest = {
  readonly report: PublishedReport;
  readonly first: number;
  readonly after: string | null | undefined;
  readonly filter: SkillsReportFilter | null | undefined;
  readonly orderBy: ReportOrder | null | undefined;
};

/**
 * Number of people up to which a search lists them. When more match, the next page of matches is found quickly by
 * scanning.
 */
const MOST_PEOPLE = 1_000;
/** Report size from which listing all matches of a common search text takes too long. */
const MANY_PEOPLE = 10_000;
/** Number of rows up to which sorting is faster than searching in another order. */
const MOST_COLLECTED = 5_000;

/** One page of a report, as far as the caller may see it. */
export async function reportPage(
  { report, filter, ...request }: ReportRowsRequest,
  context: SkillsReportContext,
): Promise<ConnectionOf<SkillsReportRowType>> {
  const { cursors, loaders, rules } = context;
  const { organizationId, month } = report;
  const order = request.orderBy ?? 'PERSON_ASC';
  const asked = pageArguments(request.first, request.after, context.caller);
  const byName = allows(reportNames, context.caller, { organizationId });
  const list = `report-places:${organizationId}:${month}:${order}:${byName && order === 'PERSON_ASC' ? 'name' : ''}`;
  const after = asked.after === null ? null : cursors.decode(list, asked.after);
  const selection = await selectionOf(filter ?? {}, { report, byName, context });
  const total = () => totalOf(report, selection, context);
  const way = await wayOf(order, { report, selection, context });
  const page = { month, order, byName, limit: asked.first, after, way };
  const rows = await loaders.skillsReports.page(organizationId, page, selection);
  return mapPage({
    rows,
    page: asked,
    cursorOf: ({ position }) => cursors.encode(list, [...position]),
    show: (line) => SkillsReportRowType.from(line, { reportId: report.id, catalog: rules.catalog }),
    total,
  });
}

async function totalOf(report: PublishedReport, selection: ReportSelection, { loaders }: SkillsReportContext) {
  const { search } = selection;
  if (search) {
    // When many people match, they are not listed; in a long report their rows are not counted either.
    const isTooLong = report.credentials > MOST_LOOKED_AT && search.people !== null && 'withPart' in search.people;
    return isTooLong ? null : loaders.skillsReports.found(report, { ...selection, search });
  }
  const everything = Object.values(selection).every((condition) => condition === null);
  return everything ? report.credentials : loaders.skillsReports.total(report, selection);
}

async function selectionOf(
  filter: SkillsReportFilter,
  { report, byName, context }: { report: PublishedReport; byName: boolean; context: SkillsReportContext },
): Promise<ReportSelection> {
  const part = parseSearch(filter.search);
  return {
    credentialCodes: credentialCodes('credentialCode', filter.credentialCode, context.rules.catalog),
    kinds: filterValues('kind', filter.kind),
    relevantTo: requirementCode('relevantTo', filter.relevantTo, context.rules),
    leaving: filter.leaving ?? null,
    expiresBefore: filter.expiresBefore == null ? null : (parseDay(filter.expiresBefore) ?? null),
    search: part === null ? null : await searchFor(part, { report, byName, context }),
  };
}

async function searchFor(
  part: string,
  { report, byName, context }: { report: PublishedReport; byName: boolean; context: SkillsReportContext },
): Promise<ReportSearch> {
  const credentialCodes = context.rules.catalog.search(part).map(({ code }) => code);
  if (!byName) return { credentialCodes, people: null };
  const { skillsReports } = context.loaders;
  if (report.people > MANY_PEOPLE && (await skillsReports.isCommon(report, part))) {
    return { credentialCodes, people: { withPart: part } };
  }
  const found = await skillsReports.people(report, part, MOST_PEOPLE + 1);
  return { credentialCodes, people: found.length > MOST_PEOPLE ? { withPart: part } : { found } };
}

/** Small result sets by expiry are sorted in memory; large ones are read in index order. */
async function wayOf(
  order: ReportOrder,
  { report, selection, context }: { report: PublishedReport; selection: ReportSelection; context: SkillsReportContext },
): Promise<ReportPage['way']> {
  if (selection.expiresBefore === null || order === 'EXPIRES_ON_ASC' || order === 'CREDENTIAL_ASC') return 'in-order';
  const total = await context.loaders.skillsReports.total(report, { ...selection, search: null });
  return total <= MOST_COLLECTED ? 'collected' : 'in-order';
}
