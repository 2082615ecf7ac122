import { type ReactNode, useId, useRef } from 'react';

type MenuProps = {
  /** What the menu has, such as "Acts for Lea". */
  readonly label: string;
  /** The text of the button; without one it is ⋯. */
  readonly text?: string;
  /** Buttons or links. */
  readonly children: ReactNode;
};

/** Further acts behind a button: a popover of the browser, which closes by Escape, by a click beside it and by an act. */
export function Menu({ label, text = '⋯', children }: MenuProps): ReactNode {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className="button button-quiet" aria-label={label} popoverTarget={id}>
        {text}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useSemanticElements: the click of one of its buttons, by mouse or by keyboard */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="group"
        aria-label={label}
        className="menu"
        onClick={() => popover.current?.hidePopover()}
      >
        {children}
      </div>
    </>
  );
}
