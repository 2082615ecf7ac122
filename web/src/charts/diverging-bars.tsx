import type { ReactNode } from 'react';
import { count } from '../text/numbers.ts';
import { place } from './scale.ts';

/** What a row gained and lost; both are counts. */
export type Change = {
  readonly key: string;
  readonly name: ReactNode;
  readonly gained: number;
  readonly lost: number;
};

/** Losses to the left and gains to the right of one line, on one scale, with the numbers at both ends. */
export function DivergingBars({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const mostLost = Math.max(0, ...changes.map(({ lost }) => lost));
  const mostGained = Math.max(0, ...changes.map(({ gained }) => gained));
  const width = Math.max(1, mostLost + mostGained);
  return (
    <ul className="diverging">
      {changes.map(({ key, name, gained, lost }) => (
        <li key={key}>
          <span className="diverging-name">{name}</span>
          <span className="number">
            <span className="visually-hidden">lost </span>
            {lost === 0 ? '0' : `−${count(lost)}`}
          </span>
          <svg aria-hidden="true">
            <rect
              className="bar-lost"
              x={place(mostLost - lost, width)}
              y="20%"
              height="60%"
              width={place(lost, width)}
            />
            <rect
              className="bar bar-good"
              x={place(mostLost, width)}
              y="20%"
              height="60%"
              width={place(gained, width)}
            />
            <line className="zero" x1={place(mostLost, width)} x2={place(mostLost, width)} y1="0" y2="100%" />
          </svg>
          <span>
            <span className="visually-hidden">gained </span>
            {gained === 0 ? '0' : `+${count(gained)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
