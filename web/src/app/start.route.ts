import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { root } from './root.route.tsx';
import { filters, oneOf, type Search, textOf } from './search.ts';
import { currentSession } from './session/session.ts';

/** Why a sign-in did not end in a session. */
const REASONS = ['over', 'failed', 'no-cookie', 'busy'] as const;

/** `here`: the issuer of work accounts may still have a session. */
const SIGNED_OUT = ['here'] as const;

/** The page before the sign-in. */
export const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search: Search) =>
    filters({
      return: textOf(search.return),
      'sign-in': oneOf(REASONS, search['sign-in']),
      'sign-out': oneOf(SIGNED_OUT, search['sign-out']),
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
