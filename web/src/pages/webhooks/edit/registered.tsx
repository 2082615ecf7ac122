import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IssuedSecret } from '../../../design/issued-secret.tsx';

/** A new webhook with its secret, which only the answer to the mutation has. */
export type RegisteredWebhook = { readonly id: string; readonly label: string; readonly secret: string };

/** The secret of a new webhook, and the way to its first test. */
export function Registered({ webhook: { id, label, secret } }: { readonly webhook: RegisteredWebhook }): ReactNode {
  const router = useRouter();
  return (
    <IssuedSecret
      facts={[['Secret', secret]]}
      more={
        <p>
          Any library of{' '}
          <a href="https://www.standardwebhooks.com" rel="noreferrer">
            Standard Webhooks
          </a>{' '}
          verifies a request with it. Then send a test event.
        </p>
      }
      onHide={() => router.navigate({ to: '/integrations/webhooks/$id', params: { id } })}
    >
      “{label}” is registered. Enter its secret in the receiver now.
    </IssuedSecret>
  );
}
