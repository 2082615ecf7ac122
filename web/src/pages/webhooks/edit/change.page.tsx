import { match } from '@skill-link/client/match';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { unknownRejection } from '../../../app/rejection.tsx';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { UpdateWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import { type RejectedForm, type TypedWebhook, WebhookForm } from './webhook-form.tsx';

const route = getRouteApi('/signed-in/integrations/webhooks/$id/change');

/** Changes the label, the address and the events of a webhook. */
export function ChangeWebhookPage(): ReactNode {
  const { webhook, types } = route.useLoaderData();
  const router = useRouter();
  const { run, busy, problem } = useMutation(UpdateWebhookDocument);
  const [rejected, setRejected] = useState<RejectedForm>();

  const change = async ({ url, ...typed }: TypedWebhook): Promise<void> => {
    setRejected(undefined);
    // An address that stays is not checked again: the label can be changed while its name servers do not answer.
    const input = { webhookId: webhook.id, url: url === webhook.url ? null : url, ...typed };
    const data = await run({ input });
    if (data === undefined) return;
    await match(data.updateWebhook, {
      UpdateWebhookSuccess: ({ webhook: { id } }) => {
        router.clearCache();
        return router.navigate({ to: '/integrations/webhooks/$id', params: { id } });
      },
      WebhookAddressError: (error) => setRejected({ ...error, field: 'url' }),
      InvalidWebhookInputError: setRejected,
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <Heading>{`Change “${webhook.label}”`}</Heading>
      <p>A new address also gets the events that wait. A change of types applies to events from now on.</p>
      <WebhookForm
        before={webhook}
        types={types}
        act="Save changes"
        busy={busy}
        rejected={rejected}
        problem={problem}
        onSend={change}
      >
        <Link className={buttonClass('plain')} to="/integrations/webhooks/$id" params={{ id: webhook.id }}>
          Back to the webhook
        </Link>
      </WebhookForm>
    </>
  );
}
