import { useRouter } from '@tanstack/react-router';

/** Asks again for the webhook of this page, and for nothing else. */
export function useFreshWebhook(): () => Promise<void> {
  const router = useRouter();
  return () => router.invalidate({ filter: ({ routeId }) => routeId === '/signed-in/integrations/webhooks/$id' });
}
