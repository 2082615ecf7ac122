import { match } from '@skill-link/client/match';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Choice } from '../../../design/field.tsx';
import { FilterForm } from '../../../design/filter-form.tsx';
import { Pager } from '../../../design/pager.tsx';
import { type DeliveryRowFragment, RedeliverEventDocument, type WebhookQuery } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { instant } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { DELIVERY_STATES } from '../delivery-states.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import { AttemptsDialog } from './attempts-dialog.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { type Answered, SentResult } from './sent-result.tsx';
import { useFreshWebhook } from './use-fresh-webhook.ts';

const route = getRouteApi('/signed-in/integrations/webhooks/$id');

type DeliveriesProps = {
  readonly webhookId: string;
  readonly deliveries: NonNullable<NonNullable<WebhookQuery['webhook']>['deliveries']>;
};

/** What became of each event of the last 30 days, newest first. One can be sent again. */
export function Deliveries({ webhookId, deliveries }: DeliveriesProps): ReactNode {
  const headingId = useId();
  const { state } = route.useSearch();
  const { nodes, pageInfo, totalCount } = deliveries;
  const { run, busy, problem } = useMutation(RedeliverEventDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const [answered, setAnswered] = useState<Answered>();
  const [explained, setExplained] = useState<DeliveryRowFragment>();
  const refresh = useFreshWebhook();

  const sendAgain = async ({ event }: DeliveryRowFragment): Promise<void> => {
    if (busy) return;
    setRejected(undefined);
    setAnswered(undefined);
    const data = await run({ input: { webhookId, eventId: event.id } });
    if (data === undefined) return;
    await match(data.redeliverEvent, {
      RedeliverEventSuccess: ({ delivery }) => {
        setAnswered(delivery);
        return refresh();
      },
      EventNotKeptError: ({ keptSince }) =>
        setRejected({ message: `Events are kept for 30 days. Send one that happened after ${instant(keptSince)}.` }),
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>Deliveries</h2>
      <StateFilter state={state} />
      <Rejection rejected={rejected} problem={problem} />
      <div aria-live="polite">{answered !== undefined && <SentResult answered={answered} what="event" />}</div>
      {nodes.length === 0 ? (
        <p>{state === undefined ? 'There was no event to send in the last 30 days.' : 'No event has this state.'}</p>
      ) : (
        <>
          <p role="status">{totalCount !== null && counted(totalCount, 'event', 'events')}</p>
          <DeliveryTable deliveries={nodes} onExplain={setExplained} onSendAgain={sendAgain} />
        </>
      )}
      <Pager size={20} pageInfo={pageInfo} />
      <AttemptsDialog webhookId={webhookId} delivery={explained} onClose={() => setExplained(undefined)} />
    </section>
  );
}

function StateFilter({ state }: { readonly state: string | undefined }): ReactNode {
  const navigate = route.useNavigate();
  return (
    <FilterForm
      values={{ state }}
      onFilter={(values) =>
        navigate({ search: { state: values.state as typeof state & undefined }, resetScroll: false })
      }
    >
      <Choice label="State" name="state">
        <option value="">All</option>
        {Object.entries(DELIVERY_STATES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Choice>
    </FilterForm>
  );
}
