import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { filters, oneOf, type Search, textOf } from '../../../app/search.ts';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { type WebhookDeliveryState, WebhookDocument } from '../../../graphql/documents.ts';
import type { Known } from '../../../text/words.ts';
import { DELIVERY_STATES } from '../delivery-states.ts';

const STATES = Object.keys(DELIVERY_STATES) as Known<WebhookDeliveryState>[];

/** One webhook with its deliveries, newest first; `state` filters them. */
export const webhook = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations/webhooks/$id',
  validateSearch: ({ state, after }: Search) => filters({ state: oneOf(STATES, state), after: textOf(after) }),
  loaderDeps: ({ search }) => search,
  loader: async ({ params: { id }, deps: { state, after }, abortController }) => {
    const variables = { id, after: after ?? null, state: state === undefined ? null : [state] };
    const answer = await ask(WebhookDocument, variables, abortController.signal);
    const found = part(answer, (data) => data.webhook);
    return { webhook: found, types: answer.data.eventTypes, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./webhook.page.tsx'), 'WebhookPage'),
});
