import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textOf } from '../../app/search.ts';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask, part } from '../../graphql/ask.ts';
import { ExportsDocument } from '../../graphql/documents.ts';

/** Files of the organization's data. `month` is the Skills Report that the form proposes. */
export const exportsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/exports',
  validateSearch: ({ month, after }: Search) => filters({ month: textOf(month), after: textOf(after) }),
  loaderDeps: ({ search: { after } }) => ({ after }),
  loader: async ({ deps: { after }, abortController }) => {
    const answer = await ask(ExportsDocument, { after: after ?? null }, abortController.signal);
    const exports = part(answer, ({ callerOrganization }) => callerOrganization?.exports);
    const { skillsReportMonths: months, exportFeeds: feeds } = answer.data.callerOrganization ?? {};
    return { exports, months: months ?? undefined, feeds: feeds ?? null, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./exports.page.tsx'), 'ExportsPage'),
});
