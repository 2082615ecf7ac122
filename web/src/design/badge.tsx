import type { ReactNode } from 'react';

/** good: points are paid, a link counts. warn: something to do. bad: lost. quiet: no more than a fact. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

const SIGNS: Readonly<Record<Tone, string>> = { good: '●', warn: '◔', bad: '✕', quiet: '○' };

/** A state: word, sign and color. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`badge badge-${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]} </span>
      <span>{children}</span>
    </span>
  );
}
