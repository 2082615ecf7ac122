import type { ReactNode } from 'react';
import { type Place, place, ticksBeside } from './scale.ts';

/** A bar with its name, its value as text, and a remark. */
export type Bar = {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: number;
  readonly text: string;
  readonly note?: ReactNode;
  /** The value before a change. */
  readonly was?: number | undefined;
  /** The most that this bar can reach, where that differs from the end of the scale. */
  readonly full?: number | undefined;
  /** Reached: the bar is green. */
  readonly good?: boolean;
};

type BarsProps = {
  readonly bars: readonly Bar[];
  /** The end of the common scale. */
  readonly max: number;
  /** The value that has to be reached; a dashed line crosses all bars there. With it, the scale has an axis. */
  readonly threshold?: number | undefined;
};

/** Bars on one scale, as a list: names may be links, values are printed. */
export function Bars({ bars, max, threshold }: BarsProps): ReactNode {
  return (
    <div className="bars">
      {threshold !== undefined && <Axis max={max} threshold={threshold} />}
      <ul>
        {bars.map((bar) => (
          <li key={bar.key}>
            <span className="bars-name">{bar.name}</span>
            <Picture bar={bar} max={max} threshold={threshold} />
            <span className="bars-value number">{bar.text}</span>
            <span className="bars-note">{bar.note}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A bar in the middle of its row, however high the row is. */
const THICKNESS = { y: '50%', height: 16, transform: 'translate(0 -8)' };

type PictureProps = { readonly bar: Bar; readonly max: number; readonly threshold: number | undefined };

function Picture({ bar: { value, was = value, full, good }, max, threshold }: PictureProps): ReactNode {
  const kept = Math.min(value, was);
  const changed = Math.max(value, was);
  return (
    <svg className="bars-picture" aria-hidden="true">
      {full !== undefined && <rect className="bar-room" {...THICKNESS} width={place(full, max)} />}
      <rect className={good === true ? 'bar bar-good' : 'bar'} {...THICKNESS} width={place(kept, max)} />
      {changed > kept && (
        <rect
          className={value > was ? 'bar-gained' : 'bar-lost'}
          x={place(kept, max)}
          {...THICKNESS}
          width={place(changed - kept, max)}
        />
      )}
      {threshold !== undefined && <Threshold at={place(threshold, max)} />}
    </svg>
  );
}

/** A dashed line with an edge, so that it is seen on a bar too. */
function Threshold({ at }: { readonly at: Place }): ReactNode {
  return (
    <>
      <line className="threshold-edge" x1={at} x2={at} y1="0" y2="100%" />
      <line className="threshold" x1={at} x2={at} y1="0" y2="100%" />
    </>
  );
}

function Axis({ max, threshold }: { readonly max: number; readonly threshold: number }): ReactNode {
  return (
    <svg className="bars-axis" aria-hidden="true">
      {ticksBeside(max, threshold).map((tick) => (
        <text key={tick} x={place(tick, max)} y="1em" textAnchor={anchorOf(tick, max)}>
          {tick}
        </text>
      ))}
      <text className="threshold-label" x={place(threshold, max)} y="1em" textAnchor="middle">
        {threshold}
      </text>
    </svg>
  );
}

function anchorOf(tick: number, max: number): 'start' | 'middle' | 'end' {
  if (tick === 0) return 'start';
  return tick === max ? 'end' : 'middle';
}
