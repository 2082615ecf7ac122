import type { ReactNode } from 'react';
import { Copyable } from '../../../design/copyable.tsx';
import { Facts } from '../../../design/facts.tsx';
import type { WebhookQuery } from '../../../graphql/documents.ts';
import { day, instant } from '../../../text/dates.ts';
import { count, counted } from '../../../text/numbers.ts';
import { HealthBadge } from '../health-badge.tsx';
import { typesSentence } from '../webhook-words.ts';

type Webhook = NonNullable<WebhookQuery['webhook']>;

/** How a webhook is, and what it was registered as. */
export function WebhookFacts({ webhook }: { readonly webhook: Webhook }): ReactNode {
  const { url, types, secrets, createdAt, health } = webhook;
  const { oldestWaitingAt } = health;
  return (
    <Facts
      facts={[
        ['State', <HealthBadge key="state" webhook={webhook} />],
        ['Address', <Copyable key="address" text={url} label="Copy address" />],
        ['Events', typesSentence(types)],
        ['Last 24 hours', lastDay(health)],
        ['Oldest that waits', oldestWaitingAt !== null && instant(oldestWaitingAt)],
        ['Secret', secrets.map(secretSentence).join('; ')],
        ['Registered', day(createdAt)],
      ]}
    />
  );
}

function lastDay({ delivered, failedAttempts, medianMilliseconds }: Webhook['health']): string {
  const median = medianMilliseconds === null ? '' : `, ${count(medianMilliseconds)} ms median`;
  const failed = counted(failedAttempts, 'failed attempt', 'failed attempts');
  return `${counted(delivered, 'accepted request', 'accepted requests')}${median}; ${failed}`;
}

function secretSentence({ hint, createdAt, validUntil }: Webhook['secrets'][number]): string {
  const until = validUntil === null ? '' : `, also signs until ${instant(validUntil)}`;
  return `…${hint} of ${day(createdAt)}${until}`;
}
