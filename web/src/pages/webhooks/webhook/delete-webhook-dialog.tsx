import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { Facts } from '../../../design/facts.tsx';
import { DeleteWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { counted } from '../../../text/numbers.ts';
import type { ActDialogProps } from './act-dialog.ts';

/** Deletes a webhook with its deliveries, and goes back to the others. */
export function DeleteWebhookDialog({ webhook, open, onClose }: ActDialogProps): ReactNode {
  const router = useRouter();
  const { run, busy, problem } = useMutation(DeleteWebhookDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const { waiting } = webhook.health;

  const remove = async (): Promise<void> => {
    setRejected(undefined);
    const data = await run({ input: { webhookId: webhook.id } });
    if (data === undefined) return;
    const over = (): Promise<void> => {
      router.clearCache();
      return router.navigate({ to: '/integrations/webhooks' });
    };
    await match(data.deleteWebhook, {
      DeleteWebhookSuccess: over,
      WebhookNotFoundError: over, // it is gone, as the user wants
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <ConfirmDialog
      open={open}
      title={`Delete “${webhook.label}”?`}
      act="Delete webhook"
      busy={busy}
      onConfirm={remove}
      onCancel={onClose}
    >
      <Facts
        facts={[
          [
            'No longer sent',
            waiting === 0 ? 'new events' : `new events, and ${counted(waiting, 'one that waits', 'that wait')}`,
          ],
          ['Deleted', 'the webhook, its secret and its deliveries'],
          ['Stays', 'the event log of your company, for 30 days'],
        ]}
      />
      <p>This cannot be undone. To stop for a while, pause the webhook.</p>
      <Rejection rejected={rejected} problem={problem} />
    </ConfirmDialog>
  );
}
