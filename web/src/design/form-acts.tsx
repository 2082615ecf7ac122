import type { ReactNode } from 'react';
import { Button } from './button.tsx';

type FormActsProps = {
  /** What sending the form does, by its name. */
  readonly act: string;
  readonly busy: boolean;
  readonly onCancel: () => void;
};

/** The two ways out of the form of a dialog. */
export function FormActs({ act, busy, onCancel }: FormActsProps): ReactNode {
  return (
    <div className="acts">
      <Button type="submit" tone="main" busy={busy}>
        {act}
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
