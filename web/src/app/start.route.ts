import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { root } from './root.route.tsx';
import { filters, oneOf, type Search, textOf } from './search.ts';
import { currentSession } from './session.ts';

/** Why a sign-in did not end in a session. */
const REASONS = ['over', 'failed'] as const;

/** The page before the sign-in. */
export const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search: Search) =>
    filters({
      return: textOf(search.return),
      'sign-in': oneOf(REASONS, search['sign-in']),
    }),
  loaderDeps: ({ search }) => ({ sentHere: search.return !== undefined }),
  loader: async ({ deps: { sentHere } }) => {
    const session = await currentSession();
    // The API may not accept what the browser takes for a session: no way back to the page that led here.
    if (session.signedIn && !sentHere) redirect({ to: '/profile', throw: true });
    return session;
  },
  component: lazyRouteComponent(() => import('./start.page.tsx'), 'StartPage'),
});
