import type { ReactNode, Ref } from 'react';

type WideProps = { readonly label: string; readonly ref?: Ref<HTMLElement>; readonly children: ReactNode };

/** Something wide, such as a table: on a narrow screen it scrolls by itself, also by keyboard. */
export function Wide({ label, ref, children }: WideProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="wide" aria-label={label} tabIndex={0} ref={ref}>
      {children}
    </section>
  );
}
