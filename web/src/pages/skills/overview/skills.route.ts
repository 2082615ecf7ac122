import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { SkillsDocument } from '../../../graphql/documents.ts';

/** Where the organization stands: every designation with its score, and what needs attention. */
export const skills = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills',
  loader: async ({ abortController }) => {
    const answer = await ask(SkillsDocument, {}, abortController.signal);
    const organization = part(answer, ({ callerOrganization }) => callerOrganization);
    return { organization, designations: part(answer, () => organization.designations), problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./skills.page.tsx'), 'SkillsPage'),
});
