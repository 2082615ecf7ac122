import type { ReactNode } from 'react';

type FiguresProps = {
  /** Each value, a number or a link with it, and what it counts. */
  readonly figures: readonly (readonly [value: ReactNode, label: string])[];
};

/** The few numbers that a page is about, large. */
export function Figures({ figures }: FiguresProps): ReactNode {
  return (
    <dl className="figures">
      {figures.map(([value, label]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
