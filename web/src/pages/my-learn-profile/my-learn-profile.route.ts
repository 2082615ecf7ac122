import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, oneOf, type Search, textOf } from '../../app/search.ts';
import { signedIn } from '../../app/signed-in.route.tsx';
import { ask } from '../../graphql/ask.ts';
import { type CreditState, MyLearnProfileDocument } from '../../graphql/documents.ts';
import { PageProblem } from '../../graphql/page-problem.ts';

/** The choices of the filter of credits, with the states that they show. */
const SHOWN = {
  counting: ['COUNTED', 'DROP_SCHEDULED'],
  waiting: ['PENDING', 'NOT_COUNTED', 'DROPPED'],
} as const satisfies Record<string, readonly CreditState[]>;

/** My Learn profile: the links, the limits and the credits of the user. */
export const myLearnProfile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  validateSearch: (search: Search) =>
    filters({
      credits: oneOf(['counting', 'waiting'] as const, search.credits),
      after: textOf(search.after),
      /** The source to go on with after a new sign-in. */
      associate: oneOf(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const, search.associate),
    }),
  loaderDeps: ({ search: { credits, after } }) => ({ credits, after }),
  loader: async ({ deps: { credits, after }, abortController: { signal } }) => {
    const variables = { states: credits === undefined ? null : SHOWN[credits], after: after ?? null };
    try {
      return await ask(MyLearnProfileDocument, { ...variables, withTitles: true }, signal);
    } catch (error) {
      // Titles are never null: without the service that has them, nothing would arrive. The links need none.
      if (!(error instanceof PageProblem && error.problem.code === 'SERVICE_UNAVAILABLE')) throw error;
      return await ask(MyLearnProfileDocument, { ...variables, withTitles: false }, signal);
    }
  },
  component: lazyRouteComponent(() => import('./my-learn-profile.page.tsx'), 'MyLearnProfilePage'),
});
