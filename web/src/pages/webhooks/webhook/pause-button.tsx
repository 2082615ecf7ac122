import { match } from '@skill-link/client/match';
import { type ReactNode, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { PauseWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import type { ActDialogProps } from './act-dialog.ts';

/** Pauses a webhook at once: nothing is lost, and it can be resumed. */
export function PauseButton({ webhook, onDone }: Pick<ActDialogProps, 'webhook' | 'onDone'>): ReactNode {
  const { run, busy, problem } = useMutation(PauseWebhookDocument);
  const [rejected, setRejected] = useState<Rejected>();

  const pause = async (): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { webhookId: webhook.id } });
    if (data === undefined) return;
    await match(data.pauseWebhook, {
      PauseWebhookSuccess: () => onDone('Paused. Events are held for up to 30 days, until you resume.'),
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <>
      <Button busy={busy} onClick={pause}>
        Pause
      </Button>
      <Rejection rejected={rejected} problem={problem} />
    </>
  );
}
