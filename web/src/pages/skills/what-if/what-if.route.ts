import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, type Search, textsOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { WhatIfDocument } from '../../../graphql/documents.ts';
import { planOf, simulationOf } from '../plan.ts';

/** A simulation: the address holds the plan, so that it can be shared. */
export const whatIf = createRoute({
  getParentRoute: () => signedIn,
  path: '/skills/what-if',
  validateSearch: (search: Search) => filters({ gain: textsOf(search.gain), leave: textsOf(search.leave) }),
  loaderDeps: ({ search: { gain, leave } }) => ({ gain, leave }),
  loader: async ({ deps, abortController }) => {
    const answer = await ask(WhatIfDocument, { plan: simulationOf(planOf(deps)) }, abortController.signal);
    return { ...answer, today: part(answer, ({ callerOrganization }) => callerOrganization?.designations) };
  },
  component: lazyRouteComponent(() => import('./what-if.page.tsx'), 'WhatIfPage'),
});
