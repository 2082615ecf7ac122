import { match } from '@skill-link/client/match';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { unknownRejection } from '../../../app/rejection.tsx';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { RegisterWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { Registered, type RegisteredWebhook } from './registered.tsx';
import { type RejectedForm, type TypedWebhook, WebhookForm } from './webhook-form.tsx';

const route = getRouteApi('/signed-in/integrations/webhooks/register');

/** Registers a webhook and shows its secret once. */
export function RegisterWebhookPage(): ReactNode {
  const { types } = route.useLoaderData();
  const { organization } = useMe();
  const router = useRouter();
  const { run, busy, problem } = useMutation(RegisterWebhookDocument);
  const [rejected, setRejected] = useState<RejectedForm>();
  const [registered, setRegistered] = useState<RegisteredWebhook>();

  const register = async (typed: TypedWebhook): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { organizationId: organization.id, ...typed } });
    if (data === undefined) return;
    await match(data.registerWebhook, {
      RegisterWebhookSuccess: ({ webhook, secret }) => {
        setRegistered({ ...webhook, secret });
        return router.invalidate();
      },
      WebhookAddressError: (error) => setRejected({ ...error, field: 'url' }),
      InvalidWebhookInputError: setRejected,
      TooManyWebhooksError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <Heading>Register a webhook</Heading>
      <div aria-live="polite">{registered !== undefined && <Registered webhook={registered} />}</div>
      {registered === undefined && (
        <WebhookForm
          before={undefined}
          types={types}
          act="Register webhook"
          busy={busy}
          rejected={rejected}
          problem={problem}
          onSend={register}
        >
          <Link className={buttonClass('plain')} to="/integrations/webhooks">
            Back to all webhooks
          </Link>
        </WebhookForm>
      )}
    </>
  );
}
