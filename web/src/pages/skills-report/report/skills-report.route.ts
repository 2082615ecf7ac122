import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { monthOf, ROWS, readReportSearch } from '../report-search.ts';
import { askReport } from './ask-report.ts';

/** The Skills Report of a month: its permanent address, filtered and sorted as the address says. */
export const skillsReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/report/$month',
  validateSearch: readReportSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps, abortController }) => askReport(monthOf(params.month), deps, ROWS, abortController.signal),
  component: lazyRouteComponent(() => import('./skills-report.page.tsx'), 'SkillsReportPage'),
});
