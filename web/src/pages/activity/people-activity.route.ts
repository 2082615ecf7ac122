import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { managesUsers, seesLinks } from '../../app/roles.ts';
import { askForRoles } from '../../app/roles-of-frame.ts';
import { filters, oneOf, type Search, textOf } from '../../app/search.ts';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask, part } from '../../graphql/ask.ts';
import { PeopleActivityDocument } from '../../graphql/documents.ts';
import { LISTS } from './activity-list.ts';

/** What happened to the users of the organization and to their links. */
export const peopleActivity = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/activity',
  validateSearch: ({ list, from, to, after }: Search) =>
    filters({ list: oneOf(LISTS, list), from: textOf(from), to: textOf(to), after: textOf(after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ deps: { list, from, to, after }, parentMatchPromise, abortController }) => {
    const answer = await askForRoles(parentMatchPromise, (roles) => {
      // Who sees no links asks for users, also without the role: the error says which one it takes.
      const links = seesLinks(roles) && (list === 'links' || !managesUsers(roles));
      const span = { from: from ? `${from}T00:00:00Z` : null, to: to ? `${to}T00:00:00Z` : null };
      return ask(
        PeopleActivityDocument,
        { users: !links, links, after: after ?? null, ...span },
        abortController.signal,
      );
    });
    const organization = part(answer, ({ callerOrganization }) => callerOrganization);
    part(answer, () => organization.userActivity ?? organization.linkActivity);
    return { ...organization, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./people-activity.page.tsx'), 'PeopleActivityPage'),
});
