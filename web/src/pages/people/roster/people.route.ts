import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { seesAccounts, seesLinks } from '../../../app/roles.ts';
import { askForRoles } from '../../../app/roles-of-frame.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { PeopleDocument } from '../../../graphql/documents.ts';
import { readRosterFilter, rosterVariables } from './roster-filter.ts';

/** People: who is linked, who is not and why. */
export const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  validateSearch: readRosterFilter,
  loaderDeps: ({ search }) => search,
  loader: async ({ deps, parentMatchPromise, abortController }) => {
    const answer = await askForRoles(parentMatchPromise, (roles) => {
      const parts = { accounts: seesAccounts(roles), links: seesLinks(roles) };
      return ask(PeopleDocument, { ...rosterVariables(deps), ...parts }, abortController.signal);
    });
    const organization = part(answer, ({ callerOrganization }) => callerOrganization);
    const listed = part(answer, () => organization.deletedUsers ?? organization.roster);
    return { organization, listed, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./people.page.tsx'), 'PeoplePage'),
});
