import type { MetricCategory, StepDetailFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted, points } from '../../../text/numbers.ts';
import { type Known, word } from '../../../text/words.ts';
import { pointsOf } from '../standing.ts';

const KINDS: Readonly<Record<Known<MetricCategory>, string>> = {
  CUSTOMER_SUCCESS: 'Customer success',
  PERFORMANCE: 'Performance',
  SKILLING: 'People with certifications',
};

/** What a metric measures. */
export function metricKind(category: MetricCategory): string {
  return word(KINDS, category);
}

type Figure = { readonly metric: string; readonly on: string; readonly value: number };

/** The recorded figures of a metric in a sentence; that none is recorded, where there is none. */
export function figuresOf(metric: string, facts: readonly Figure[]): string {
  const own = facts.filter((fact) => fact.metric.startsWith(`${metric}.`));
  if (own.length === 0) return 'No figure is recorded.';
  return own
    .map(({ metric: name, value, on }) => `${spaced(name.slice(metric.length + 1))}: ${points(value)} since ${day(on)}`)
    .join(', ');
}

/** How many people a step has, and how many fill it. */
export function peopleOf({ peopleHave, peopleNeeded }: StepDetailFragment): string {
  const have = counted(peopleHave, 'person', 'people');
  if (peopleNeeded === null) return have;
  if (peopleHave >= peopleNeeded) return `${have}, ${peopleNeeded} needed`;
  return `${peopleHave} of ${counted(peopleNeeded, 'person', 'people')}`;
}

/** What a step does at present: it pays, at most the maximum of its metric, it opens the next one, or it waits. */
export function effectOf(
  { points: value, isGate, reached, peopleHave, peopleNeeded }: StepDetailFragment,
  max: number,
): string {
  if (value > 0) return `Pays ${pointsOf(Math.min(value, max))}`;
  if (reached) return isGate ? 'Reached: it opens the steps after it' : 'Reached';
  if (peopleHave >= (peopleNeeded ?? 1)) return 'Pays nothing until the step before is reached';
  return isGate ? 'Not reached: the steps after it pay nothing' : 'Not reached';
}

/** `growthPercent` as words: growth percent. */
function spaced(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`);
}
