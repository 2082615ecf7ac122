import { type ComponentProps, type ReactNode, useId } from 'react';

/** main: the one act of a page. plain: other acts. danger: it takes something away. quiet: beside the page. */
export type ButtonTone = 'main' | 'plain' | 'danger' | 'quiet';

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'className'> & {
  readonly tone?: ButtonTone;
  /** The act is running: another click changes nothing. */
  readonly busy?: boolean;
  /** Why the act is not possible now. The button stays in place and can be focused; the reason stands beside it. */
  readonly disabledBecause?: string | undefined;
};

/** The class of a link that looks like a button. */
export function buttonClass(tone: ButtonTone): string {
  return `button button-${tone}`;
}

/** A button that names its act. */
export function Button(props: ButtonProps): ReactNode {
  const { tone = 'plain', busy = false, disabledBecause, onClick, type = 'button', ...rest } = props;
  const reasonId = useId();
  const off = busy || disabledBecause !== undefined;
  return (
    <>
      <button
        {...rest}
        type={type}
        className={buttonClass(tone)}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={disabledBecause === undefined ? undefined : reasonId}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      />
      {disabledBecause !== undefined && (
        <span id={reasonId} className="quiet">
          {disabledBecause}
        </span>
      )}
    </>
  );
}
