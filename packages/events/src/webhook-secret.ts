import { deriveKey } from '@app/subgraph-kit/derived-key';

/** The key of the events' signatures, in the form that Standard Webhooks takes it. */
export function webhookSecret(secret: string): string {
  return deriveKey(secret, 'events').toString('base64');
}
