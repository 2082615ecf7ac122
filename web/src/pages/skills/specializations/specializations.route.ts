import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { SpecializationsDocument } from '../../../graphql/documents.ts';

/** The specializations by what the rules say about their skilling: met, not met, unknown. */
export const specializations = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/specializations',
  loader: async ({ abortController }) => {
    const answer = await ask(SpecializationsDocument, {}, abortController.signal);
    return {
      ...answer,
      specializations: part(answer, ({ callerOrganization }) => callerOrganization?.specializations),
    };
  },
  component: lazyRouteComponent(() => import('./specializations.page.tsx'), 'SpecializationsPage'),
});
