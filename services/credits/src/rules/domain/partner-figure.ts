import type { Day } from '../../values/domain/day.js';
import { type Fraction, multiply, parseFraction } from '../../values/domain/fraction.js';
import { type Area, type RuleSet, TRACKS } from './rule-set.js';

/** A recorded partner figure; it holds from its day until the next one of the same name. */
export type PartnerFigure = {
  /** Null: for every designation that uses the figure. */
  readonly designation: string | null;
  /** A fact of a rule set, or `<metric>.<option>`. */
  readonly metric: string;
  readonly value: Fraction;
  readonly holdsFrom: Day;
  /** Of two figures for the same day, the one recorded later holds. */
  readonly recordedAt: Date;
  readonly id: string;
};

/** Figures beyond these limits are mistakes; within them, a double is a decimal of at most 30 digits. */
const LARGEST = 1e15;
const SMALLEST = 1e-12;

/** The exact decimal that a person would write for the double; undefined when it is outside the limits. */
export function exactFigure(value: number): Fraction | undefined {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size > LARGEST || (size > 0 && size < SMALLEST)) return undefined;
  const [digits = '', exponent = '0'] = String(value).split('e');
  const decimal = parseFraction(digits);
  const scale = parseFraction(exponent === '0' ? '1' : `1/${10n ** BigInt(-Number(exponent))}`);
  return decimal && scale && multiply(decimal, scale);
}

/** The names of the figures that an area uses: for classification, gates and metrics. */
export function figuresUsedBy(area: Area): Set<string> {
  const used = new Set<string>();
  if (area.trackPolicy.mode === 'classified') used.add(area.trackPolicy.fact);
  for (const metric of area.metrics) {
    if (metric.kind !== 'linear') continue;
    for (const track of TRACKS) {
      const rule = metric.tracks[track];
      if (rule?.gate) used.add(rule.gate.fact);
      for (const option of rule?.options ?? []) used.add(`${metric.id}.${option.id}`);
    }
  }
  return used;
}

/** The designations of all rule sets that use a figure; a figure that none uses has no effect. */
export function designationsUsing(ruleSets: readonly RuleSet[], metric: string): Set<string> {
  const areas = ruleSets.flatMap((ruleSet) => ruleSet.areas);
  return new Set(areas.filter((area) => figuresUsedBy(area).has(metric)).map((area) => area.id));
}

/** The names of all figures that any rule set uses, in their order. */
export function figureNames(ruleSets: readonly RuleSet[]): string[] {
  return [...new Set(ruleSets.flatMap(({ areas }) => areas.flatMap((area) => [...figuresUsedBy(area)])))].sort();
}

/** The figures in force on a day that the area uses, sorted by name. */
export function figuresInForce(figures: readonly PartnerFigure[], area: Area, day: Day): PartnerFigure[] {
  const used = figuresUsedBy(area);
  const inForce = new Map<string, PartnerFigure>();
  for (const figure of figures) {
    if (figure.holdsFrom > day || !used.has(figure.metric)) continue;
    if (figure.designation !== null && figure.designation !== area.id) continue;
    const known = inForce.get(figure.metric);
    if (!known || isLater(figure, known)) inForce.set(figure.metric, figure);
  }
  return [...inForce.values()].sort((a, b) => (a.metric < b.metric ? -1 : 1));
}

function isLater(a: PartnerFigure, b: PartnerFigure): boolean {
  if (a.holdsFrom !== b.holdsFrom) return a.holdsFrom > b.holdsFrom;
  const difference = a.recordedAt.getTime() - b.recordedAt.getTime();
  return difference === 0 ? a.id > b.id : difference > 0;
}
