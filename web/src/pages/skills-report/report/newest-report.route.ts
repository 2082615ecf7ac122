import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { askNewestReport } from './ask-report.ts';

/** The newest Skills Report, at its permanent address. */
export const newestReport = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/report',
  loader: async ({ abortController }) => {
    const found = await askNewestReport(abortController.signal);
    const [month] = found.months;
    if (month !== undefined) redirect({ to: '/skills/report/$month', params: { month }, replace: true, throw: true });
    return found;
  },
  component: lazyRouteComponent(() => import('./newest-report.page.tsx'), 'NewestReportPage'),
});
