import { type Day, FIRST_DAY, isWithin, type Span } from '../../values/domain/day.js';
import type { Fraction } from '../../values/domain/fraction.js';

/** The rules of a period. */
export type RuleSet = {
  readonly id: string;
  readonly effectiveFrom: Day;
  readonly effectiveTo: Day | null;
  readonly minScore: Fraction;
  /** Every metric of an area must have more points than this. */
  readonly everyMetricAbove: Fraction;
  readonly areas: readonly Area[];
};

export type Area = {
  readonly id: string;
  readonly title: string;
  readonly trackPolicy: TrackPolicy;
  readonly metrics: readonly Metric[];
};

export const TRACKS = ['ENTERPRISE', 'SMB'] as const;
export type Track = (typeof TRACKS)[number];

export type TrackPolicy =
  | { readonly mode: 'single' }
  | {
      readonly mode: 'classified';
      readonly fact: string;
      readonly atLeast: Fraction;
      readonly then: Track;
      readonly otherwise: Track;
    }
  | { readonly mode: 'best-of-area'; readonly tie: Track };

export type MetricCategory = 'PERFORMANCE' | 'SKILLING' | 'CUSTOMER_SUCCESS';

export type Metric = PeopleMetric | LinearMetric;

type MetricFrame = {
  readonly id: string;
  readonly title: string;
  readonly category: MetricCategory;
  readonly max: Fraction;
};

export type PeopleMetric = MetricFrame & {
  readonly kind: 'people';
  readonly tracks: { readonly [track in Track]?: { readonly steps: readonly Step[] } };
};

export type LinearMetric = MetricFrame & {
  readonly kind: 'linear';
  readonly tracks: { readonly [track in Track]?: LinearRule };
};

export type LinearRule = {
  readonly combine: 'best' | 'sum';
  readonly gate: { readonly fact: string; readonly atLeast: Fraction } | null;
  readonly options: readonly { readonly id: string; readonly fullAt: Fraction }[];
};

export type Step = Span & {
  readonly id: number;
  /** Number of distinct people that satisfies the step. */
  readonly people: number;
  readonly requires: readonly number[];
  readonly perPerson: Fraction;
  readonly cap: Fraction | null;
  readonly anyOf: readonly (Span & { readonly credentialCode: string })[];
};

/** The rule set in force on a day; undefined before the first one, which is not the same as a score of zero. */
export function ruleSetOn(ruleSets: readonly RuleSet[], day: Day): RuleSet | undefined {
  return ruleSets.find((ruleSet) => isWithin(day, { from: ruleSet.effectiveFrom, until: ruleSet.effectiveTo }));
}

/** The rules for any day, for a what-if by another version. Periods of steps and credentials stay. */
export function alwaysInForce(ruleSet: RuleSet): RuleSet {
  return { ...ruleSet, effectiveFrom: FIRST_DAY, effectiveTo: null };
}

/** Whether a rule set is in force on any day of a range, both ends inclusive. */
export function isInForceWithin({ effectiveFrom, effectiveTo }: RuleSet, from: Day, through: Day): boolean {
  return effectiveFrom <= through && (effectiveTo === null || effectiveTo > from);
}

/** Falls back to the enterprise rules when the rule set lacks the track. */
export function rulesOfTrack<Rules>(tracks: { readonly [track in Track]?: Rules }, track: Track): Rules | undefined {
  return tracks[track] ?? tracks.ENTERPRISE;
}

export function stepsOn(metric: PeopleMetric, track: Track, day: Day): Step[] {
  return (rulesOfTrack(metric.tracks, track)?.steps ?? []).filter((step) => isWithin(day, step));
}

/** Every credential that a requirement names on a day. */
export function namedOn(ruleSet: RuleSet | undefined, day: Day): Set<string> {
  const named = new Set<string>();
  for (const area of ruleSet?.areas ?? []) {
    for (const metric of area.metrics) {
      if (metric.kind !== 'people') continue;
      for (const track of TRACKS) {
        for (const { anyOf } of stepsOn(metric, track, day)) {
          for (const member of anyOf) if (isWithin(day, member)) named.add(member.credentialCode);
        }
      }
    }
  }
  return named;
}
