import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textOf } from '../../app/search.ts';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask } from '../../graphql/ask.ts';
import { LinkHistoryDocument } from '../../graphql/documents.ts';

/** Every link of the user, newest first. */
export const linkHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/history',
  validateSearch: (search: Search) => filters({ after: textOf(search.after) }),
  loaderDeps: ({ search: { after } }) => ({ after }),
  loader: ({ deps: { after }, abortController }) =>
    ask(LinkHistoryDocument, { after: after ?? null }, abortController.signal),
  component: lazyRouteComponent(() => import('./link-history.page.tsx'), 'LinkHistoryPage'),
});
