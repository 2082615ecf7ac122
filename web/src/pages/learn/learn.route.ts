import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask, part } from '../../graphql/ask.ts';
import { LearnDocument } from '../../graphql/documents.ts';
import { rangeOf, readLearnSearch } from './learn-search.ts';

/** What the people of the organization learned between two days. */
export const learn = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/learn',
  validateSearch: readLearnSearch,
  loaderDeps: ({ search: { from, to } }) => ({ from, to }),
  loader: async ({ deps, abortController }) => {
    const range = rangeOf(deps, new Date());
    const answer = await ask(LearnDocument, range, abortController.signal);
    const analytics = part(answer, ({ callerOrganization }) => callerOrganization?.learnAnalytics);
    return { range, analytics, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./learn.page.tsx'), 'LearnPage'),
});
