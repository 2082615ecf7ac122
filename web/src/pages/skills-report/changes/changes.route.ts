import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask } from '../../../graphql/ask.ts';
import { SkillsReportChangesDocument } from '../../../graphql/documents.ts';
import { monthsOf } from '../report-months.ts';
import { monthBefore, monthOf } from '../report-search.ts';
import { readChangesSearch } from './changes-search.ts';

/** What a report gained and lost since an earlier one, and why. */
export const reportChanges = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/report/$month/changes',
  validateSearch: readChangesSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ params, deps, abortController }) => {
    const month = monthOf(params.month);
    const since = monthOf(deps.since ?? monthBefore(month));
    const answer = await ask(SkillsReportChangesDocument, { ...deps, month, since }, abortController.signal);
    // The page itself says which month has no report.
    const { skillsReport = null, earlier = null } = answer.data.callerOrganization ?? {};
    const problems = earlier === null || since >= month ? [] : answer.problems;
    return { ...monthsOf({ ...answer, problems }), month, since, report: skillsReport, earlier };
  },
  component: lazyRouteComponent(() => import('./changes.page.tsx'), 'ReportChangesPage'),
});
