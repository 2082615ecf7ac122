import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../../app/problem.tsx';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { CancelExportDocument, type ExportRowFragment } from '../../graphql/documents.ts';
import { useMutation } from '../../graphql/use-mutation.ts';
import { contentOf } from './export-words.ts';

type CancelDialogProps = {
  readonly row: ExportRowFragment | undefined;
  readonly onClose: () => void;
  /** The export is over, and the page shows it. */
  readonly onCanceled: () => void;
};

/** Ends an export: a file that is there is removed, and another one is not made. */
export function CancelDialog({ row, onClose, onCanceled }: CancelDialogProps): ReactNode {
  const router = useRouter();
  const { run, busy, problem } = useMutation(CancelExportDocument);
  const [rejected, setRejected] = useState<string>();
  const isReady = row?.state === 'READY';

  const close = (): void => {
    setRejected(undefined);
    onClose();
  };
  const cancel = async (): Promise<void> => {
    if (row === undefined) return;
    setRejected(undefined);
    const data = await run({ input: { exportId: row.id } });
    if (data === undefined) return;
    const over = async (): Promise<void> => {
      close();
      await router.invalidate();
      onCanceled();
    };
    await match(data.cancelExport, {
      CancelExportSuccess: over,
      ExportNotFoundError: over, // it is gone, as the user wants
      unknown: ({ message }) => setRejected(message ?? 'This was rejected. Load the page again.'),
    });
  };
  return (
    <ConfirmDialog
      open={row !== undefined}
      title={isReady ? 'Remove this file?' : 'Cancel this export?'}
      act={isReady ? 'Remove file' : 'Cancel export'}
      busy={busy}
      onConfirm={cancel}
      onCancel={close}
    >
      {row !== undefined && (
        <p>
          {contentOf(row)}: the file is {isReady ? 'removed' : 'not made'}, for all users of your company. It can be
          requested again.
        </p>
      )}
      {problem !== undefined && <ProblemText problem={problem} />}
      {rejected !== undefined && <Notice tone="bad">{rejected}</Notice>}
    </ConfirmDialog>
  );
}
