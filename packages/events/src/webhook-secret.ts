import { deriveKey } from '@app/subgraph-kit/callers/derived-key';

/** The signing key of events in the format of Standard Webhooks. */
export function webhookSecret(secret: string): string {
  return deriveKey(secret, 'events').toString('base64');
}
