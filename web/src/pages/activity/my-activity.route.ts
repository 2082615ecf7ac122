import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, oneOf, type Search, textOf } from '../../app/search.ts';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask, part } from '../../graphql/ask.ts';
import { MyActivityDocument } from '../../graphql/documents.ts';
import { LISTS } from './activity-list.ts';

/** What happened to the own links and to the own account. */
export const myActivity = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/activity',
  validateSearch: ({ list, after }: Search) => filters({ list: oneOf(LISTS, list), after: textOf(after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ deps: { list, after }, abortController }) => {
    const account = list === 'accounts';
    const variables = { account, links: !account, after: after ?? null };
    const answer = await ask(MyActivityDocument, variables, abortController.signal);
    const viewer = part(answer, (data) => data.viewer);
    return { ...viewer, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./my-activity.page.tsx'), 'MyActivityPage'),
});
