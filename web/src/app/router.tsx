import { createRouter } from '@tanstack/react-router';
import { myLearnProfile } from '../pages/my-learn-profile/my-learn-profile.route.ts';
import { NotFoundPage, ProblemPage } from './problem.tsx';
import { root } from './root.route.tsx';
import { readAddress, writeAddress } from './search.ts';
import { signedIn } from './signed-in.route.tsx';
import { start } from './start.route.ts';

/** The table of contents: one line for each page. Its address, filters and question are in its route file. */
const pages = signedIn.addChildren([myLearnProfile]);

export const router = createRouter({
  routeTree: root.addChildren([start, pages]),
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
