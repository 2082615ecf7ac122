import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { useFreshWhenShown } from '../../../app/use-fresh-when-shown.ts';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { WebhookSummaryFragment } from '../../../graphql/documents.ts';
import { HealthBadge } from '../health-badge.tsx';
import { typesSentence } from '../webhook-words.ts';

const route = getRouteApi('/signed-in/integrations/webhooks');

/** The addresses that events of the organization are sent to, and how their receivers answer. */
export function WebhooksPage(): ReactNode {
  const { webhooks, problems } = route.useLoaderData();
  useFreshWhenShown();
  return (
    <>
      <div className="page-head">
        <Heading>Webhooks</Heading>
        <p className="acts">
          <Link className={buttonClass('main')} to="/integrations/webhooks/register">
            Register…
          </Link>
        </p>
      </div>
      <MissingParts problems={problems} />
      <p>
        A webhook sends each event to an address of yours, signed, within a second or so: a link that started, a credit
        that counts, a Skills Report. Events have no names, addresses or profile ids.
      </p>
      {webhooks.length === 0 ? (
        <p>There is no webhook. Register the address of a receiver, and send it a test event.</p>
      ) : (
        <WebhookTable webhooks={webhooks} />
      )}
    </>
  );
}

function WebhookTable({ webhooks }: { readonly webhooks: readonly WebhookSummaryFragment[] }): ReactNode {
  return (
    <Wide label="Webhooks">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Webhook</th>
            <th scope="col">State</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <th scope="row">
                <Link to="/integrations/webhooks/$id" params={{ id: webhook.id }}>
                  <bdi>{webhook.label}</bdi>
                </Link>
                <p className="quiet webhook-address">{webhook.url}</p>
              </th>
              <td>
                <HealthBadge webhook={webhook} />
              </td>
              <td>{typesSentence(webhook.types)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
