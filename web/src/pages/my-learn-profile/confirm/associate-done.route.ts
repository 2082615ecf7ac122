import { createRoute, redirect } from '@tanstack/react-router';
import { root } from '../../../app/root.route.tsx';
import { oneOf, type Search, textOf } from '../../../app/search.ts';
import { rememberFlow } from './returned-flow.ts';

/** Where a sign-in at a learning source ends. It takes the code out of the address before anything else happens. */
export const associateDone = createRoute({
  getParentRoute: () => root,
  path: '/associate/done',
  validateSearch: (search: Search) => ({
    source: oneOf(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const, search.source) ?? ('MICROSOFT_LEARN' as const),
    flow: textOf(search.flow),
    completion_code: textOf(search.completion_code),
    problem: textOf(search.problem),
  }),
  beforeLoad: ({ search: { source, flow: flowId, completion_code: completionCode, problem } }) => {
    if (flowId !== undefined && completionCode !== undefined) rememberFlow({ source, flowId, completionCode });
    else if (problem !== undefined) rememberFlow({ source, problem: problem.toUpperCase() });
    redirect({ to: '/profile/confirm', replace: true, throw: true });
  },
});
