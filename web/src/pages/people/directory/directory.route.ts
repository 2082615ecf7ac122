import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { DirectoryDocument } from '../../../graphql/documents.ts';

/** What the directory of the organization signs in with, and the roles of its groups. Global admins only. */
export const directory = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/directory',
  validateSearch: ({ after }: Search) => filters({ after: textOf(after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ deps: { after }, abortController }) => {
    const answer = await ask(DirectoryDocument, { after: after ?? null }, abortController.signal);
    const organization = part(answer, ({ callerOrganization }) => callerOrganization);
    const tokens = part(answer, () => organization.scimTokens);
    const clients = part(answer, () => organization.scimClients);
    return { tokens, clients, groups: organization.directoryGroups, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./directory.page.tsx'), 'DirectoryPage'),
});
