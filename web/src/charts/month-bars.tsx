import type { ReactNode } from 'react';
import { count } from '../text/numbers.ts';
import { percentOf, thinned } from './scale.ts';
import { monthLabel, tickClass } from './step-line.tsx';

/** A month of the API, such as 2026-11, and what happened in it. */
export type MonthValue = { readonly month: string; readonly value: number };

type MonthBarsProps = {
  /** What the picture shows, for a screen reader: its result in a few words. */
  readonly name: string;
  /** All months of the range in order, also those without anything. */
  readonly months: readonly MonthValue[];
};

/** So many months have room for the value of each. */
const ROOM = 13;

/** One bar for each month. Where months have no room, the years and the highest value are printed. */
export function MonthBars({ name, months }: MonthBarsProps): ReactNode {
  const highest = Math.max(1, ...months.map(({ value }) => value));
  const width = 100 / months.length;
  const hasRoom = months.length <= ROOM;
  const labelled = new Set(hasRoom ? months : thinned(months.filter(isJanuary), ROOM));
  const isPrinted = ({ value }: MonthValue) => hasRoom || value === highest;
  return (
    <svg className="plot plot-wide" role="img" aria-label={name}>
      <line className="grid" x2="100%" y1="100%" y2="100%" />
      {months.map((entry, index) => {
        const top = 100 - percentOf(entry.value, highest);
        const middle = `${(index + 0.5) * width}%`;
        return (
          <g key={entry.month}>
            <rect
              className="bar"
              x={`${(index + 0.15) * width}%`}
              width={`${0.7 * width}%`}
              y={`${top}%`}
              height={`${100 - top}%`}
            />
            {isPrinted(entry) && (
              <text className="value" x={middle} y={`${top}%`} dy="-0.4em" textAnchor="middle">
                {count(entry.value)}
              </text>
            )}
            {labelled.has(entry) && (
              <text className={tickClass(index)} x={middle} y="100%" dy="1.4em" textAnchor="middle">
                {monthLabel(`${entry.month}-01`)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function isJanuary({ month }: MonthValue): boolean {
  return month.endsWith('-01');
}
