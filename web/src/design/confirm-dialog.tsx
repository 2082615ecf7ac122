import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type ConfirmDialogProps = {
  readonly open: boolean;
  /** The question: "Remove access?" */
  readonly title: string;
  /** The act by its name, never "Yes". */
  readonly act: string;
  readonly busy: boolean;
  /** The consequences. */
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

/** Asks before an act that takes something away. The focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { open, title, act, busy, children, onConfirm, onCancel } = props;
  return (
    <Dialog open={open} title={title} onClose={onCancel}>
      {children}
      <div className="acts">
        <Button autoFocus onClick={onCancel}>
          Cancel
        </Button>
        <Button tone="danger" busy={busy} onClick={onConfirm}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
