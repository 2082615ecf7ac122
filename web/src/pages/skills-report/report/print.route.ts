import { nodesOf } from '@skill-link/client/nodes-of';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Search } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask } from '../../../graphql/ask.ts';
import { type ReportRowsFragment, SkillsReportRowsDocument } from '../../../graphql/documents.ts';
import { filterOf, monthOf, type ReportSearch, readReportSearch } from '../report-search.ts';
import { askReport } from './ask-report.ts';

/** The largest page of rows that the API gives to a person. */
const PAGE = 100;
/** More rows are an export, not a print. */
const MAX_ROWS = 1_000;

/** The rows of a report that its address selects, all on one page, for paper or a PDF. */
export const printedReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/report/$month/print',
  validateSearch: (search: Search) => readReportSearch({ ...search, after: undefined }),
  loaderDeps: ({ search }) => search,
  loader: async ({ params, deps, abortController: { signal } }) => {
    const month = monthOf(params.month);
    const asked = await askReport(month, deps, PAGE, signal);
    const first = asked.report?.rows ?? null;
    const nodes = nodesOf(async (after) => (after === null ? first : await rowsAfter(after, month, deps, signal)));
    return { ...asked, rows: await upTo(MAX_ROWS, nodes) };
  },
  component: lazyRouteComponent(() => import('./print.page.tsx'), 'PrintedReportPage'),
});

async function rowsAfter(
  after: string,
  month: string,
  search: ReportSearch,
  signal: AbortSignal,
): Promise<ReportRowsFragment | null> {
  const question = { month, after, filter: filterOf(search), order: search.order };
  const { data } = await ask(SkillsReportRowsDocument, question, signal);
  return data.callerOrganization?.skillsReport?.rows ?? null;
}

async function upTo<Item>(max: number, items: AsyncIterable<Item>): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) if (taken.push(item) === max) break;
  return taken;
}
