import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { DeliveryRowFragment } from '../../../graphql/documents.ts';
import { instant } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { word } from '../../../text/words.ts';
import { DELIVERY_STATES } from '../delivery-states.ts';
import { eventName, outcomeOf, toneOf } from '../webhook-words.ts';

type DeliveryTableProps = {
  readonly deliveries: readonly DeliveryRowFragment[];
  readonly onExplain: (delivery: DeliveryRowFragment) => void;
  readonly onSendAgain: (delivery: DeliveryRowFragment) => void;
};

/** Events for a webhook, each with its state and its last attempt. */
export function DeliveryTable({ deliveries, onExplain, onSendAgain }: DeliveryTableProps): ReactNode {
  return (
    <Wide label="Deliveries">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">State</th>
            <th scope="col">Last attempt</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <DeliveryTableRow
              key={delivery.event.id}
              delivery={delivery}
              onExplain={() => onExplain(delivery)}
              onSendAgain={() => onSendAgain(delivery)}
            />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

type DeliveryTableRowProps = {
  readonly delivery: DeliveryRowFragment;
  readonly onExplain: () => void;
  readonly onSendAgain: () => void;
};

function DeliveryTableRow({ delivery, onExplain, onSendAgain }: DeliveryTableRowProps): ReactNode {
  const { event, state, nextAttemptAt } = delivery;
  // A test has no number: it is not part of the event log.
  const name = event.sequence === 0 ? `test ${instant(event.occurredAt)}` : `event ${event.sequence}`;
  return (
    <tr>
      <th scope="row">
        <code>{eventName(event.type)}</code>
        <p className="quiet">
          {event.sequence === 0 ? 'Test' : `Number ${event.sequence}`}, {instant(event.occurredAt)}
        </p>
      </th>
      <td>
        <Badge tone={toneOf(state)}>{word(DELIVERY_STATES, state)}</Badge>
        {nextAttemptAt !== null && <p className="quiet">Next attempt {instant(nextAttemptAt)}</p>}
      </td>
      <td>
        <LastAttempt delivery={delivery} />
      </td>
      <td>
        <div className="acts">
          <Button aria-label={`Attempts… of ${name}`} onClick={onExplain}>
            Attempts…
          </Button>
          <Button aria-label={`Send again ${name}`} onClick={onSendAgain}>
            Send again
          </Button>
        </div>
      </td>
    </tr>
  );
}

function LastAttempt({ delivery: { attempts, attemptCount } }: Pick<DeliveryTableRowProps, 'delivery'>): ReactNode {
  const [last] = attempts;
  if (last === undefined) return 'None yet';
  return (
    <>
      {outcomeOf(last)}
      <p className="quiet">
        {instant(last.at)}, {counted(attemptCount, 'attempt', 'attempts')}
      </p>
    </>
  );
}
