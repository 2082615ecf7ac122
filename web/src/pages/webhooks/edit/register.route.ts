import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { RegisterWebhookFormDocument } from '../../../graphql/documents.ts';

/** Registers a webhook. Global admins only: it asks for the webhooks that only they see. */
export const registerWebhook = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations/webhooks/register',
  loader: async ({ abortController }) => {
    const answer = await ask(RegisterWebhookFormDocument, {}, abortController.signal);
    part(answer, ({ callerOrganization }) => callerOrganization?.webhooks);
    return { types: answer.data.eventTypes };
  },
  component: lazyRouteComponent(() => import('./register.page.tsx'), 'RegisterWebhookPage'),
});
