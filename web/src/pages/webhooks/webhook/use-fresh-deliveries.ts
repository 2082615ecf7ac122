import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { DeliveryRowFragment } from '../../../graphql/documents.ts';
import { nextAttempt } from './next-attempt.ts';

/** Asks again when the next attempt of a delivery on this page is over. */
export function useFreshDeliveries(deliveries: readonly DeliveryRowFragment[]): void {
  const router = useRouter();
  useEffect(() => {
    const wait = nextAttempt(deliveries, new Date());
    if (wait === undefined) return;
    const timer = setTimeout(() => {
      // A tab in the background asks when it is shown again.
      if (document.visibilityState === 'visible')
        void router.invalidate({ filter: ({ routeId }) => routeId === '/signed-in/integrations/webhooks/$id' });
    }, wait);
    return () => clearTimeout(timer);
  }, [deliveries, router]);
}
