import '../webhooks.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { useFreshWhenShown } from '../../../app/use-fresh-when-shown.ts';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { IssuedSecret } from '../../../design/issued-secret.tsx';
import { Deliveries } from './deliveries.tsx';
import { TestEvent } from './test-event.tsx';
import { useFreshDeliveries } from './use-fresh-deliveries.ts';
import { WebhookActs } from './webhook-acts.tsx';
import { WebhookFacts } from './webhook-facts.tsx';

const route = getRouteApi('/signed-in/integrations/webhooks/$id');

/** One webhook: how it is, what can be done with it, and what became of each event. */
export function WebhookPage(): ReactNode {
  const { webhook, types, problems } = route.useLoaderData();
  const [secret, setSecret] = useState<string>();
  useFreshWhenShown();
  useFreshDeliveries(webhook.deliveries?.nodes ?? []);
  return (
    <>
      <p>
        <Link to="/integrations/webhooks">All webhooks</Link>
      </p>
      <div className="page-head">
        <Heading>{webhook.label}</Heading>
        <p className="acts">
          <Link className={buttonClass('plain')} to="/integrations/webhooks/$id/change" params={{ id: webhook.id }}>
            Change…
          </Link>
        </p>
      </div>
      <MissingParts problems={problems} />
      <WebhookFacts webhook={webhook} />
      <WebhookActs webhook={webhook} onSecret={setSecret} />
      <div aria-live="polite">
        {secret !== undefined && (
          <IssuedSecret facts={[['Secret', secret]]} onHide={() => setSecret(undefined)}>
            “{webhook.label}” has a new secret. Enter it in the receiver now.
          </IssuedSecret>
        )}
      </div>
      <TestEvent webhookId={webhook.id} types={types} />
      {webhook.deliveries !== null && <Deliveries webhookId={webhook.id} deliveries={webhook.deliveries} />}
    </>
  );
}
