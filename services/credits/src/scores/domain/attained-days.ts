import type { Catalog } from '../../catalog/domain/catalog.js';
import { figuresInForce, type PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { HolderCount } from '../../rules/domain/people-metric.js';
import { type RuleSet, ruleSetOn } from '../../rules/domain/rule-set.js';
import { addDays, type Day, type Span } from '../../values/domain/day.js';
import { scoreArea } from './designation.js';
import { stepsOfArea } from './what-if.js';

/** The facts of the scores of several days. */
export type ScoreHistory = {
  readonly ruleSets: readonly RuleSet[];
  readonly catalog: Catalog;
  readonly figures: readonly PartnerFigure[];
  readonly holdersOn: (day: Day) => HolderCount;
  /** The days on which a number of holders changes. */
  readonly changes: readonly Day[];
};

/** A half-open range of days. */
export type DaySpan = { readonly from: Day; readonly until: Day };

/**
 * The days of a range, both ends included, on which a designation is attained, by the rules, figures and holders of
 * each day. One score covers all days between two changes.
 */
export function attainedSpans(designation: string, from: Day, through: Day, history: ScoreHistory): DaySpan[] {
  if (through < from) return [];
  const until = addDays(through, 1);
  const edges = edgesOf(designation, history).filter((day) => day > from && day < until);
  const days = [...new Set([from, ...edges])].sort();
  return days
    .map((day, index) => ({ from: day, until: days[index + 1] ?? until }))
    .filter((span) => isAttained(designation, span.from, history));
}

function isAttained(designation: string, on: Day, { ruleSets, catalog, figures, holdersOn }: ScoreHistory): boolean {
  const ruleSet = ruleSetOn(ruleSets, on);
  const area = ruleSet?.areas.find(({ id }) => id === designation);
  if (!ruleSet || !area) return false;
  const facts = new Map(figuresInForce(figures, area, on).map(({ metric, value }) => [metric, value]));
  return scoreArea(area, { ruleSet, catalog, on, holders: holdersOn(on), facts, withoutGaps: true }).attained;
}

function edgesOf(designation: string, { ruleSets, figures, changes }: ScoreHistory): Day[] {
  const areas = ruleSets.flatMap((ruleSet) => ruleSet.areas.filter(({ id }) => id === designation));
  const spans: Span[] = [
    ...ruleSets.map(({ effectiveFrom, effectiveTo }) => ({ from: effectiveFrom, until: effectiveTo })),
    ...areas.flatMap((area) => stepsOfArea(area, () => true).map(({ step }) => step)),
  ];
  const edges = spans.flatMap(({ from, until }) => [from ?? [], until ?? []].flat());
  return [...edges, ...figures.map(({ holdsFrom }) => holdsFrom), ...changes];
}
