import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

type CopyableProps = {
  readonly text: string;
  /** The button by its act and object: "Copy SCIM address". */
  readonly label: string;
};

/** A text that another program needs, such as an address, with a button that copies it. */
export function Copyable({ text, label }: CopyableProps): ReactNode {
  return (
    <span className="copyable">
      <code>{text}</code>
      <CopyButton text={text} label={label}>
        Copy
      </CopyButton>
    </span>
  );
}
