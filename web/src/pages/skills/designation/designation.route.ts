import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { DesignationDocument } from '../../../graphql/documents.ts';

/** One designation to the last point, today or on another day. */
export const designation = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/designation/$code',
  validateSearch: (search: Search) => filters({ on: textOf(search.on), anniversary: textOf(search.anniversary) }),
  loaderDeps: ({ search: { on, anniversary } }) => ({ on, anniversary }),
  loader: async ({ params: { code }, deps: { on, anniversary }, abortController }) => {
    const variables = { code, on: on ?? null, anniversary: anniversary ?? null, live: on === undefined };
    const answer = await ask(DesignationDocument, variables, abortController.signal);
    const organization = part(answer, ({ callerOrganization }) => callerOrganization);
    return { organization, designation: part(answer, () => organization.designation), problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./designation.page.tsx'), 'DesignationPage'),
});
