import type { Tone } from '../../design/badge.tsx';
import type { WebhookDisabledReason, WebhookSummaryFragment } from '../../graphql/documents.ts';
import { instant } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { type Known, word } from '../../text/words.ts';

/** The state of a webhook in words; `notes` say what follows from it, and the next step. */
export type Health = { readonly tone: Tone; readonly text: string; readonly notes: readonly string[] };

const DISABLED: Readonly<Record<Known<WebhookDisabledReason>, string>> = {
  FAILING_FOR_FIVE_DAYS: 'Nothing was accepted for five days. Repair the receiver, send a test, then resume.',
  ANSWERED_GONE:
    'The receiver answered 410: it wants no more events. Resume when it does again, or delete the webhook.',
  ADDRESS_NOT_ALLOWED: 'Its name leads to an address that is not public. Correct the name or the address, then resume.',
};

type Described = Pick<WebhookSummaryFragment, 'state' | 'stateSince' | 'disabledReason' | 'health'>;

/** How a webhook is. */
export function healthOf({ state, stateSince, disabledReason, health }: Described): Health {
  const { failingSince, lastDeliveredAt, waiting } = health;
  const held = `${counted(waiting, 'event is', 'events are')} held.`;
  switch (state) {
    case 'PAUSED':
      return { tone: 'warn', text: 'Paused', notes: [`Since ${instant(stateSince)}. ${held}`] };
    case 'DISABLED': {
      const reason = disabledReason === null ? [] : [word(DISABLED, disabledReason)];
      return { tone: 'bad', text: 'Disabled', notes: [`Since ${instant(stateSince)}. ${held}`, ...reason] };
    }
    case 'ACTIVE':
      if (failingSince !== null)
        return { tone: 'bad', text: 'Failing', notes: [`Since ${instant(failingSince)}. ${waitingSentence(waiting)}`] };
      if (lastDeliveredAt === null)
        return { tone: 'quiet', text: 'No event yet', notes: ['Send a test event to see whether it arrives.'] };
      return { tone: 'good', text: 'Delivering', notes: [`Last delivered ${instant(lastDeliveredAt)}.`] };
    default:
      return { tone: 'quiet', text: state, notes: [] };
  }
}

function waitingSentence(waiting: number): string {
  return waiting === 0 ? 'No event waits.' : `${counted(waiting, 'event waits', 'events wait')} for the next attempt.`;
}
