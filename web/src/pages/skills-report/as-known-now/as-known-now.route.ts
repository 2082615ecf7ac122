import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask } from '../../../graphql/ask.ts';
import { SkillsReportAsKnownNowDocument } from '../../../graphql/documents.ts';
import { monthsOf } from '../report-months.ts';
import { monthOf } from '../report-search.ts';

/** The day of a report as it is known today, beside the report, which never changes. */
export const reportAsKnownNow = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/report/$month/as-known-now',
  validateSearch: (search: Search) => filters({ after: textOf(search.after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ params, deps, abortController }) => {
    const month = monthOf(params.month);
    const answer = await ask(SkillsReportAsKnownNowDocument, { month, ...deps }, abortController.signal);
    const review = answer.data.callerOrganization?.skillsReport?.asKnownNow ?? null;
    const titles = new Map(answer.data.designationTitles.map(({ code, title }) => [code, title]));
    return { ...monthsOf(answer), month, review, titles };
  },
  component: lazyRouteComponent(() => import('./as-known-now.page.tsx'), 'ReportAsKnownNowPage'),
});
