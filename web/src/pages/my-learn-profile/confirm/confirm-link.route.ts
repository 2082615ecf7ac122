import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../../../app/signed-in.route.tsx';
import { ask, part } from '../../../graphql/ask.ts';
import { PendingLinkDocument, type PendingLinkQuery } from '../../../graphql/documents.ts';
import { type ReturnedFlow, rememberedFlow } from './returned-flow.ts';

/** What there is to confirm: nothing, a problem of the sign-in, or a profile. */
export type ToConfirm =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly flow: ReturnedFlow & { readonly problem: string } }
  | {
      readonly kind: 'pending';
      readonly flow: ReturnedFlow & { readonly flowId: string };
      readonly pending: NonNullable<PendingLinkQuery['pendingAssociation']>;
    };

/** The consequences of a link, before it is made. */
export const confirmLink = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/confirm',
  loader: ({ abortController }) => loadToConfirm(abortController.signal),
  staleTime: 0,
  gcTime: 0,
  component: lazyRouteComponent(() => import('./confirm-link.page.tsx'), 'ConfirmLinkPage'),
});

async function loadToConfirm(signal: AbortSignal): Promise<ToConfirm> {
  const flow = rememberedFlow();
  if (flow === undefined) return { kind: 'nothing' };
  if ('problem' in flow) return { kind: 'problem', flow };
  const { flowId, completionCode } = flow;
  const answer = await ask(PendingLinkDocument, { flowId, completionCode }, signal);
  return { kind: 'pending', flow, pending: part(answer, ({ pendingAssociation }) => pendingAssociation) };
}
