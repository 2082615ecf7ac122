import { createRouter } from '@tanstack/react-router';
import { associateDone } from '../pages/my-learn-profile/associate-done.route.ts';
import { confirmLink } from '../pages/my-learn-profile/confirm-link.route.ts';
import { linkHistory } from '../pages/my-learn-profile/link-history.route.ts';
import { myLearnProfile } from '../pages/my-learn-profile/my-learn-profile.route.ts';
import { NotFoundPage, ProblemPage } from './problem.tsx';
import { root } from './root.route.tsx';
import { readAddress, writeAddress } from './search.ts';
import { signedIn } from './signed-in.route.tsx';
import { start } from './start.route.ts';

/** The table of contents: a line for each page. Its filters and its question are in its route file. */
const pages = signedIn.addChildren([
  myLearnProfile, // /profile
  confirmLink, // /profile/confirm
  linkHistory, // /profile/history
]);

export const router = createRouter({
  routeTree: root.addChildren([start, associateDone, pages]),
  parseSearch: readAddress,
  stringifySearch: writeAddress,
  // Going back within half a minute asks nothing; after a mutation, router.invalidate() asks again.
  defaultStaleTime: 30_000,
  defaultPreload: false,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
