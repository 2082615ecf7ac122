import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { seesAccounts, seesLinks, seesNamedCredits } from '../../../app/roles.ts';
import { askForRoles } from '../../../app/roles-of-frame.ts';
import { filters, type Search, textOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { PersonDocument } from '../../../graphql/documents.ts';

/** One person: account, links, roles and credits, as far as the roles of the user show them. */
export const person = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/$id',
  validateSearch: ({ after }: Search) => filters({ after: textOf(after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ params: { id }, deps: { after }, parentMatchPromise, abortController }) => {
    const answer = await askForRoles(parentMatchPromise, (roles) => {
      const parts = { account: seesAccounts(roles), links: seesLinks(roles), credits: seesNamedCredits(roles) };
      return ask(PersonDocument, { id, after: after ?? null, ...parts }, abortController.signal);
    });
    const { user, callerOrganization } = answer.data;
    const titles = [...(callerOrganization?.designations ?? []), ...(callerOrganization?.specializations ?? [])];
    return { user: part(answer, () => user), titles, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./person.page.tsx'), 'PersonPage'),
});
