import { type ReactNode, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Notice } from '../../../design/notice.tsx';
import type { WebhookSummaryFragment } from '../../../graphql/documents.ts';
import { DeleteWebhookDialog } from './delete-webhook-dialog.tsx';
import { PauseButton } from './pause-button.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { useFreshWebhook } from './use-fresh-webhook.ts';

type WebhookActsProps = {
  readonly webhook: WebhookSummaryFragment;
  readonly onSecret: (secret: string) => void;
};
type Open = 'resume' | 'rotate' | 'replay' | 'delete';

/** What an administrator can do with a webhook, by its state. */
export function WebhookActs({ webhook, onSecret }: WebhookActsProps): ReactNode {
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState<string>();
  const refresh = useFreshWebhook();
  const done = async (text: string): Promise<void> => {
    setOpen(undefined);
    await refresh();
    setSaid(text);
  };
  const dialog = (which: Open) => ({ webhook, open: open === which, onClose: () => setOpen(undefined), onDone: done });
  const isFailing = webhook.health.failingSince !== null;
  return (
    <>
      <div className="acts">
        {webhook.state === 'ACTIVE' ? (
          <PauseButton webhook={webhook} onDone={done} />
        ) : (
          <Button tone="main" onClick={() => setOpen('resume')}>
            Resume…
          </Button>
        )}
        {webhook.state === 'ACTIVE' && isFailing && <Button onClick={() => setOpen('resume')}>Try now…</Button>}
        <Button onClick={() => setOpen('replay')}>Send events again…</Button>
        <Button onClick={() => setOpen('rotate')}>New secret…</Button>
        <Button tone="danger" onClick={() => setOpen('delete')}>
          Delete…
        </Button>
      </div>
      <div aria-live="polite">{said !== undefined && <Notice tone="good">{said}</Notice>}</div>
      <ResumeDialog {...dialog('resume')} />
      <ReplayDialog {...dialog('replay')} />
      <RotateSecretDialog {...dialog('rotate')} onSecret={onSecret} />
      <DeleteWebhookDialog {...dialog('delete')} />
    </>
  );
}
