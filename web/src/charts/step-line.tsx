import type { ReactNode } from 'react';
import { points as pointsText } from '../text/numbers.ts';
import { monthStarts, percentOf, percentOfTime, place, ticksBeside } from './scale.ts';

/** A value from a day on, until the next point. */
export type Point = { readonly on: string; readonly value: number };

/** A day worth a mark; its label is the number of the sentence about it below the picture. */
export type Mark = { readonly on: string; readonly label: string };

type StepLineProps = {
  /** What the picture shows, for a screen reader: its result in a few words. */
  readonly name: string;
  /** In the order of days. */
  readonly points: readonly Point[];
  /** The last day of the picture. */
  readonly until: string;
  readonly max: number;
  readonly threshold?: number | undefined;
  readonly marks?: readonly Mark[];
};

/** Labels closer than this many percent of the width would touch on a narrow screen. */
const LABEL_WIDTH = 14;
const MARK_WIDTH = 5;

/** A value that changes on a day and holds until the next: a line of steps, with the threshold and marked days. */
export function StepLine({ name, points, until, max, threshold, marks = [] }: StepLineProps): ReactNode {
  const from = points[0]?.on ?? until;
  const across = (on: string) => percentOfTime(on, from, until);
  const up = (value: number) => 100 - percentOf(value, max);
  return (
    <svg className="plot" role="img" aria-label={name}>
      <Levels max={max} threshold={threshold} />
      {monthStarts(from, until, 12).map((start, index) => (
        <text key={start} className={tickClass(index)} x={`${across(start)}%`} y="100%" dy="1.4em" textAnchor="middle">
          {monthLabel(start)}
        </text>
      ))}
      {marks.map(({ on, label }) => (
        <line key={label} className="mark" x1={`${across(on)}%`} x2={`${across(on)}%`} y1="0" y2="100%" />
      ))}
      {markLabels(marks, across).map(({ x, label }) => (
        <text key={label} className="mark-label" x={`${x}%`} y="0" dy="-0.5em" textAnchor="middle">
          {label}
        </text>
      ))}
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        <path className="line" d={stepsOf(points, across, up)} vectorEffect="non-scaling-stroke" />
      </svg>
      {labelledOf(points, across).map(({ on, value }, index) => (
        <text
          key={on}
          className="value"
          x={`${across(on)}%`}
          y={`${up(value)}%`}
          dx={index === 0 ? 0 : across(on) > 90 ? -4 : 4}
          dy={isJustBelow(value, threshold, max) ? '1.1em' : '-0.4em'}
          textAnchor={across(on) > 90 ? 'end' : 'start'}
        >
          {pointsText(value)}
        </text>
      ))}
    </svg>
  );
}

function Levels({ max, threshold }: { readonly max: number; readonly threshold: number | undefined }): ReactNode {
  return (
    <>
      {ticksBeside(max, threshold).map((tick) => (
        <g key={tick}>
          <line className="grid" x2="100%" y1={place(max - tick, max)} y2={place(max - tick, max)} />
          <text className="tick" x="-8" y={place(max - tick, max)} dy="0.35em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {threshold !== undefined && (
        <>
          <line className="threshold" x2="100%" y1={place(max - threshold, max)} y2={place(max - threshold, max)} />
          <text className="threshold-label" x="-8" y={place(max - threshold, max)} dy="0.35em" textAnchor="end">
            {pointsText(threshold)}
          </text>
        </>
      )}
    </>
  );
}

/** The labels of the marks; those that would touch are one: 3–6. */
function markLabels(marks: readonly Mark[], across: (on: string) => number): { x: number; label: string }[] {
  const groups: { first: Mark; last: Mark }[] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    if (group !== undefined && across(mark.on) - across(group.last.on) < MARK_WIDTH) group.last = mark;
    else groups.push({ first: mark, last: mark });
  }
  return groups.map(({ first, last }) => ({
    x: (across(first.on) + across(last.on)) / 2,
    label: first === last ? first.label : `${first.label}–${last.label}`,
  }));
}

/** The label above the line would stand on the threshold. */
function isJustBelow(value: number, threshold: number | undefined, max: number): boolean {
  return threshold !== undefined && value < threshold && threshold - value < max * 0.12;
}

/** The path in percent: along to the next day, then up or down to its value. */
function stepsOf(points: readonly Point[], across: (on: string) => number, up: (value: number) => number): string {
  const steps = points.map(({ on, value }) => `H${across(on)}V${up(value)}`);
  return points[0] === undefined ? '' : `M0,${up(points[0].value)}${steps.join('')}H100`;
}

/** The first point, the last change, and each change between them whose label has room. */
function labelledOf(points: readonly Point[], across: (on: string) => number): Point[] {
  const changes = points.filter(({ value }, index) => value !== points[index - 1]?.value);
  const last = changes.at(-1);
  const labelled: Point[] = [];
  for (const point of changes) {
    const before = labelled.at(-1);
    if (before === undefined || across(point.on) - across(before.on) >= LABEL_WIDTH) labelled.push(point);
    else if (point === last && labelled.length > 1) labelled.splice(-1, 1, point);
    else if (point === last) labelled.push(point);
  }
  return labelled;
}

const monthName = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** The class of the label of a month: on a narrow screen, only every second one is shown. */
export function tickClass(index: number): string {
  return index % 2 === 0 ? 'tick' : 'tick tick-second';
}

/** Nov, or the year at its beginning. */
export function monthLabel(start: string): string {
  return start.slice(5, 7) === '01' ? start.slice(0, 4) : monthName.format(new Date(start));
}
