import type { ReactNode } from 'react';
import { count } from '../text/numbers.ts';
import { monthStarts, percentOf, percentOfTime } from './scale.ts';
import { monthLabel, tickClass } from './step-line.tsx';

/** A day and how much happens on it. */
export type DayValue = { readonly on: string; readonly value: number };

type DayBarsProps = {
  /** What the picture shows, for a screen reader: its result in a few words. */
  readonly name: string;
  readonly days: readonly DayValue[];
  readonly from: string;
  readonly until: string;
};

/** A bar on each day on which something happens, with its number; nothing between them. */
export function DayBars({ name, days, from, until }: DayBarsProps): ReactNode {
  const highest = Math.max(1, ...days.map(({ value }) => value));
  const across = (on: string) => `${percentOfTime(on, from, until)}%`;
  return (
    <svg className="plot plot-low" role="img" aria-label={name}>
      <line className="grid" x2="100%" y1="100%" y2="100%" />
      {monthStarts(from, until, 12).map((start, index) => (
        <text key={start} className={tickClass(index)} x={across(start)} y="100%" dy="1.4em" textAnchor="middle">
          {monthLabel(start)}
        </text>
      ))}
      {days.map(({ on, value }) => {
        const top = `${100 - percentOf(value, highest)}%`;
        return (
          <g key={on}>
            <line className="day" x1={across(on)} x2={across(on)} y1="100%" y2={top} />
            <text className="value" x={across(on)} y={top} dy="-0.4em" textAnchor="middle">
              {count(value)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
