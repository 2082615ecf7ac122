import type { WebhookSummaryFragment } from '../../../graphql/documents.ts';

/** A dialog for an act on a webhook. `onDone` says what was done; the page shows it. */
export type ActDialogProps = {
  readonly webhook: WebhookSummaryFragment;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: (text: string) => Promise<void>;
};
