import type { Day } from '../../values/domain/day.js';
import { fractionText } from '../../values/domain/fraction.js';
import { listedOn, listOf } from './credential-list.js';
import { type Area, type Metric, type RuleSet, rulesOfTrack, stepsOn, TRACKS } from './rule-set.js';

/** The differences of one area in words; none when both versions score it alike on the day. */
export type AreaChanges = { readonly area: string; readonly changes: readonly string[] };

/** The areas that another version changes on a day, with the differences. */
export function changesBetween(from: RuleSet, to: RuleSet, on: Day): AreaChanges[] {
  const ids = new Set([...from.areas, ...to.areas].map(({ id }) => id));
  return [...ids]
    .map((area) => ({ area, changes: changesOf(statements(from, area, on), statements(to, area, on)) }))
    .filter(({ changes }) => changes.length > 0);
}

/** The statements of a version, by subject. Lists are compared member by member. */
type Statements = ReadonlyMap<string, string | readonly string[]>;

function changesOf(before: Statements, after: Statements): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((about) => {
    const [old, now] = [before.get(about), after.get(about)];
    if (typeof old === 'string' || typeof now === 'string') {
      return old === now ? [] : [`${about}: ${textOf(old)} → ${textOf(now)}`];
    }
    const [oldList, newList] = [old ?? [], now ?? []];
    const added = newList.filter((code) => !oldList.includes(code)).map((code) => `+${code}`);
    const removed = oldList.filter((code) => !newList.includes(code)).map((code) => `-${code}`);
    return added.length + removed.length === 0 ? [] : [`${about}: ${[...added, ...removed].join(' ')}`];
  });
}

function textOf(said: string | readonly string[] | undefined): string {
  if (said === undefined) return 'none';
  return typeof said === 'string' ? said : said.join(' ');
}

function statements(ruleSet: RuleSet, areaId: string, on: Day): Statements {
  const area = ruleSet.areas.find(({ id }) => id === areaId);
  if (!area) return new Map();
  return new Map<string, string | readonly string[]>([
    ['score required', fractionText(ruleSet.minScore)],
    ['every metric above', fractionText(ruleSet.everyMetricAbove)],
    ['track', policyText(area)],
    ...area.metrics.flatMap((metric) => aboutMetric(metric, on)),
  ]);
}

function policyText({ trackPolicy: policy }: Area): string {
  if (policy.mode === 'single') return 'single';
  if (policy.mode === 'best-of-area') return `the better area, ${policy.tie} on a tie`;
  return `${policy.then} from ${policy.fact} ${fractionText(policy.atLeast)}, else ${policy.otherwise}`;
}

function aboutMetric(metric: Metric, on: Day): [string, string | readonly string[]][] {
  return [
    [`${metric.id} maximum`, fractionText(metric.max)],
    ...TRACKS.flatMap((track): [string, string | readonly string[]][] => {
      const name = `${metric.id} ${track}`;
      if (metric.kind === 'people') return aboutSteps(name, stepsOn(metric, track, on), on);
      const rule = rulesOfTrack(metric.tracks, track);
      if (!rule) return [];
      const gate = rule.gate ? `${rule.gate.fact} from ${fractionText(rule.gate.atLeast)}` : 'none';
      return [
        [`${name} options`, rule.combine === 'sum' ? 'added up' : 'the best one'],
        [`${name} gate`, gate],
        ...rule.options.map(({ id, fullAt }): [string, string] => [`${name} ${id} full at`, fractionText(fullAt)]),
      ];
    }),
  ];
}

function aboutSteps(name: string, steps: ReturnType<typeof stepsOn>, on: Day): [string, string | readonly string[]][] {
  return steps.flatMap((step): [string, string | readonly string[]][] => {
    const about = `${name} step ${step.id}`;
    return [
      [`${about} people`, String(step.people)],
      [`${about} points per person`, fractionText(step.perPerson)],
      [`${about} most points`, step.cap === null ? 'no cap' : fractionText(step.cap)],
      [`${about} after steps`, step.requires.join(', ') || 'none'],
      [`${about} credentials`, listedOn(listOf(step.anyOf), on)],
    ];
  });
}
