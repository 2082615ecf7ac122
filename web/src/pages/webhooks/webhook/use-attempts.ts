import type { Problem } from '@skill-link/client/outcome';
import { useEffect, useState } from 'react';
import { ask, part } from '../../../graphql/ask.ts';
import { DeliveryAttemptsDocument, type DeliveryAttemptsQuery } from '../../../graphql/documents.ts';
import { PageProblem } from '../../../graphql/page-problem.ts';
import { sessionIsOver } from '../../../graphql/session-over.ts';

type Delivery = NonNullable<NonNullable<DeliveryAttemptsQuery['webhook']>['delivery']>;

type Found = {
  /** Undefined while it is asked for, and where `problem` says why there is none. */
  readonly delivery?: Delivery;
  readonly problem?: Problem;
};

/** Asks for the attempts of a delivery, with the answers, and for the body that was sent. */
export function useAttempts(id: string, eventId: string): Found {
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    const controller = new AbortController();
    ask(DeliveryAttemptsDocument, { id, eventId }, controller.signal)
      .then((answer) => setFound({ delivery: part(answer, (data) => data.webhook?.delivery) }))
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        if (!(error instanceof PageProblem)) throw error;
        if (error.isSignedOut) sessionIsOver();
        setFound({ problem: error.problem });
      });
    return () => controller.abort();
  }, [id, eventId]);
  return found;
}
