import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { WebhooksDocument } from '../../../graphql/documents.ts';

/** The webhooks of the organization. Global admins only. */
export const webhooks = createRoute({
  getParentRoute: () => signedIn,
  path: '/integrations/webhooks',
  loader: async ({ abortController }) => {
    const answer = await ask(WebhooksDocument, {}, abortController.signal);
    const { nodes } = part(answer, ({ callerOrganization }) => callerOrganization?.webhooks);
    return { webhooks: nodes, problems: answer.problems };
  },
  component: lazyRouteComponent(() => import('./webhooks.page.tsx'), 'WebhooksPage'),
});
