import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { managesUsers } from '../../../app/roles.ts';
import { rolesOfFrame } from '../../../app/roles-of-frame.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { PageProblem } from '../../../graphql/page-problem.ts';

const MESSAGE = 'Global admins, Account admins and User management admins invite users. Ask one of them.';

/** Invites a user. The page asks nothing; the API decides again when the invitation is sent. */
export const invite = createRoute({
  getParentRoute: () => signedIn,
  path: '/people/invite',
  loader: async ({ parentMatchPromise }) => {
    if (!managesUsers(await rolesOfFrame(parentMatchPromise)))
      throw new PageProblem({ code: 'FORBIDDEN', message: MESSAGE });
  },
  component: lazyRouteComponent(() => import('./invite.page.tsx'), 'InvitePage'),
});
