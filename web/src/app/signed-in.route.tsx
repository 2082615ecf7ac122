import { createRoute } from '@tanstack/react-router';
import { askMe } from './me.ts';
import { NoUserPage } from './problem.tsx';
import { root } from './root.route.tsx';
import { Shell } from './shell.tsx';

/** The frame of all pages for a signed-in user. It asks for the user once, beside the question of the first page. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  loader: ({ location, abortController }) => askMe(location.href, abortController.signal),
  staleTime: Number.POSITIVE_INFINITY,
  component: Shell,
  errorComponent: NoUserPage,
});
