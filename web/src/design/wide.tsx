import type { ReactNode } from 'react';

/** Something wide, such as a table: on a narrow screen it scrolls by itself, also by keyboard. */
export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="wide" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
