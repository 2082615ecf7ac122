import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { ChangeWebhookFormDocument } from '../../../graphql/documents.ts';

/** Changes the label, the address and the events of a webhook. */
export const changeWebhook = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations/webhooks/$id/change',
  loader: async ({ params: { id }, abortController }) => {
    const answer = await ask(ChangeWebhookFormDocument, { id }, abortController.signal);
    return { webhook: part(answer, (data) => data.webhook), types: answer.data.eventTypes };
  },
  component: lazyRouteComponent(() => import('./change.page.tsx'), 'ChangeWebhookPage'),
});
