import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { seesNamedCredits } from '../../../app/roles.ts';
import { askForRoles } from '../../../app/roles-of-frame.ts';
import { filters, oneOf, type Search } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { type CreditState, SkillBreakdownDocument } from '../../../graphql/documents.ts';

const COUNTING: readonly CreditState[] = ['COUNTED', 'DROP_SCHEDULED'];

/** Who holds what, by department or country. Roles without names may not filter, and see credits of every state. */
export const breakdown = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/breakdown',
  validateSearch: (search: Search) => filters({ by: oneOf(['country'] as const, search.by) }),
  loaderDeps: ({ search: { by } }) => ({ by }),
  loader: async ({ deps, parentMatchPromise, abortController: { signal } }) => {
    const by = deps.by ?? ('department' as const);
    const answer = await askForRoles(parentMatchPromise, (roles) => {
      const filter = seesNamedCredits(roles) ? { state: COUNTING } : null;
      return ask(SkillBreakdownDocument, { by: by === 'country' ? 'COUNTRY' : 'DEPARTMENT', filter }, signal);
    });
    const found = part(answer, ({ callerOrganization }) => callerOrganization?.creditBreakdown);
    return { breakdown: found, by, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./breakdown.page.tsx'), 'BreakdownPage'),
});
