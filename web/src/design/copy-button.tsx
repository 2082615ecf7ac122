import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';

type CopyButtonProps = {
  readonly text: string;
  /** What is copied, by its name: "Copy reminder". */
  readonly children: ReactNode;
  /** The same with its object, where several buttons have the same name. */
  readonly label?: string;
};

const SHOWN_MILLISECONDS = 4_000;

/** Copies a text. Where the browser does not allow that, the text is shown to copy by hand. */
export function CopyButton({ text, children, label }: CopyButtonProps): ReactNode {
  const [outcome, setOutcome] = useState<'copied' | 'not allowed'>();
  useEffect(() => {
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('not allowed'); // no https, or denied by the user
    }
  };

  return (
    <>
      <Button aria-label={label} onClick={copy}>
        {children}
      </Button>
      <span role="status" className="quiet copied">
        {outcome === 'copied' && 'Copied'}
      </span>
      {outcome === 'not allowed' && (
        <textarea
          className="copy-by-hand"
          readOnly
          aria-label="Copy this text"
          rows={4}
          value={text}
          onFocus={({ target }) => target.select()}
        />
      )}
    </>
  );
}
