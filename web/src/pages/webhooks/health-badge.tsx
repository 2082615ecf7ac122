import './webhooks.css';
import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import type { WebhookSummaryFragment } from '../../graphql/documents.ts';
import { healthOf } from './health.ts';

/** How a webhook is: a word, since when, and what waits or is held. */
export function HealthBadge({ webhook }: { readonly webhook: WebhookSummaryFragment }): ReactNode {
  const { tone, text, notes } = healthOf(webhook);
  return (
    <>
      <Badge tone={tone}>{text}</Badge>
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </>
  );
}
