import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { designationsUsing, exactFigure, figureNames, type PartnerFigure } from '../../rules/domain/partner-figure.js';
import { type RuleSet, ruleSetOn } from '../../rules/domain/rule-set.js';
import type { Day } from '../../values/domain/day.js';

export type SimulatedFigure = {
  readonly designation?: string | null;
  readonly metric: string;
  readonly value: number;
};

const MOST = 200;
/** An instant after every recorded figure. */
const LAST = new Date(8_640_000_000_000_000);

/** Simulated figures replace recorded ones of any day. */
export function figuresOf(figures: readonly SimulatedFigure[], on: Day, ruleSets: readonly RuleSet[]): PartnerFigure[] {
  if (figures.length > MOST) throw badUserInput(`figures: at most ${MOST}.`);
  const inForce = [ruleSetOn(ruleSets, on) ?? []].flat();
  const simulated = figures.map(({ designation, metric, value }, index): PartnerFigure => {
    const using = designationsUsing(inForce, metric);
    if (using.size === 0)
      throw badUserInput(
        `figures[${index}].metric: the rules of the day have ${figureNames(inForce).join(', ') || 'none'}.`,
      );
    if (designation != null && !using.has(designation))
      throw badUserInput(`figures[${index}].designation: ${[...using].join(', ')} use the figure.`);
    const exact = exactFigure(value);
    if (!exact) throw badUserInput(`figures[${index}].value: at most 10^15 and, other than 0, at least 10^-12.`);
    const id = String(index).padStart(3, '0');
    return { designation: designation ?? null, metric, value: exact, holdsFrom: on, recordedAt: LAST, id };
  });
  // The last figure of an instant holds: figures for one designation follow those for all.
  return simulated.map((one) => (one.designation === null ? one : { ...one, id: `9${one.id}` }));
}
