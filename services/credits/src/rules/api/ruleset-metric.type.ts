import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CredentialType } from '../../catalog/api/credential.type.js';
import type { Catalog } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import { type Fraction, fractionText, toDouble } from '../../values/domain/fraction.js';
import {
  type LinearRule,
  type Metric,
  type MetricCategory,
  type Step,
  TRACKS,
  type Track,
} from '../domain/rule-set.js';
import { MetricCategoryEnum, TrackEnum } from './rule-enums.type.js';

const FigureCombinationEnum = { BEST: 'BEST', SUM: 'SUM' } as const;
registerEnumType(FigureCombinationEnum, {
  name: 'FigureCombination',
  description: 'How the figures of a metric are combined into points.',
  valuesConfig: {
    BEST: { description: 'The figure with the most points.' },
    SUM: { description: 'The sum of all figures, up to the maximum.' },
  },
});

@ObjectType('FigureThreshold', { description: 'A partner figure and the value from which it takes effect.' })
export class FigureThresholdType {
  @Field(() => ID, { description: 'Name of the figure, as in recordPartnerMetric.' })
  figure!: string;

  @Field(() => Float, { description: 'Inclusive: the value itself takes effect.' })
  atLeast!: number;

  static from(figure: string, atLeast: Fraction): FigureThresholdType {
    return objectOf(FigureThresholdType, { figure, atLeast: toDouble(atLeast) });
  }
}

@ObjectType('RulesetCredential', {
  description: 'A credential that satisfies a step, on the days from <= day < until.',
})
export class RulesetCredentialType {
  @Field(() => CredentialType, { description: 'A person who holds it counts toward the step.' })
  credential!: CredentialType;

  @Field(() => DateScalar, { nullable: true, description: 'Null when it applies for the whole period of the step.' })
  from!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: 'Null when it applies for the whole period of the step.' })
  until!: Day | null;
}

@ObjectType('RulesetStep', { description: 'A step of a metric that counts people, on the days from <= day < until.' })
export class RulesetStepType {
  @Field(() => Int, { description: 'Number of the step within the metric, from 1.' })
  step!: number;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Null when it applies for the whole period of the rule set.',
  })
  from!: Day | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Null when it applies for the whole period of the rule set.',
  })
  until!: Day | null;

  @Field(() => Int, { description: 'Number of people with one of the credentials that satisfies the step.' })
  people!: number;

  @Field(() => [Int], { description: 'Gates: steps that must be satisfied before this one earns points.' })
  requires!: readonly number[];

  @Field(() => Boolean, { description: 'True when other steps of the metric require it.' })
  isGate!: boolean;

  @Field(() => Float, { description: 'Zero for a step that only opens other steps.' })
  pointsPerPerson!: number;

  @Field(() => String, { description: 'Exact value as a fraction, such as 20/3.' })
  pointsPerPersonExact!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Maximum points of the step. Null when only the maximum of the metric applies.',
  })
  maxPoints!: number | null;

  @Field(() => [RulesetCredentialType], { description: 'Credentials of which a person needs one.' })
  credentials!: RulesetCredentialType[];

  static from(step: Step, steps: readonly Step[], catalog: Catalog): RulesetStepType {
    const { id, from, until, people, requires, perPerson, cap, anyOf } = step;
    return objectOf(RulesetStepType, {
      ...{ step: id, from: from ?? null, until: until ?? null, people, requires },
      isGate: steps.some((other) => other.requires.includes(id)),
      pointsPerPerson: toDouble(perPerson),
      pointsPerPersonExact: fractionText(perPerson),
      maxPoints: cap && toDouble(cap),
      credentials: anyOf.map((member) =>
        objectOf(RulesetCredentialType, {
          credential: CredentialType.of(catalog, member.credentialCode),
          from: member.from ?? null,
          until: member.until ?? null,
        }),
      ),
    });
  }
}

@ObjectType('RulesetFigure', { description: 'A partner figure that a metric measures.' })
export class RulesetFigureType {
  @Field(() => ID, { description: 'Name of the figure, as in recordPartnerMetric.' })
  figure!: string;

  @Field(() => Float, { description: 'The value that earns the maximum; lower values earn a proportional share.' })
  fullAt!: number;

  @Field(() => String, { description: 'Exact value as a fraction.' })
  fullAtExact!: string;
}

@ObjectType('RulesetMetricTrack', { description: 'The rules of a metric on one track.' })
export class RulesetMetricTrackType {
  @Field(() => TrackEnum, { description: 'The track to which the rules apply.' })
  track!: Track;

  @Field(() => [RulesetStepType], { description: 'Empty when the metric does not count people.' })
  steps!: RulesetStepType[];

  @Field(() => [RulesetFigureType], { description: 'Empty when the metric counts people.' })
  figures!: RulesetFigureType[];

  @Field(() => FigureCombinationEnum, { nullable: true, description: 'Null when the metric counts people.' })
  combination!: 'BEST' | 'SUM' | null;

  @Field(() => FigureThresholdType, {
    nullable: true,
    description: 'Below this value the metric earns 0 points. Null without such a condition.',
  })
  gate!: FigureThresholdType | null;
}

@ObjectType('RulesetMetric', { description: 'One metric of a designation in a rule set.' })
export class RulesetMetricType {
  @Field(() => ID, { description: 'As in MetricProgress and Contribution.' })
  code!: string;

  @Field(() => String, { description: 'Title to display; titles may change.' })
  title!: string;

  @Field(() => MetricCategoryEnum, { description: 'The part of the score to which the metric belongs.' })
  category!: MetricCategory;

  @Field(() => Float, { description: 'Maximum points of the metric.' })
  max!: number;

  @Field(() => [RulesetMetricTrackType], {
    description: 'A designation without SMB rules uses those of ENTERPRISE.',
  })
  tracks!: RulesetMetricTrackType[];

  static from(metric: Metric, catalog: Catalog): RulesetMetricType {
    const { id, title, category, max } = metric;
    const tracks = TRACKS.flatMap((track) => trackOf(metric, track, catalog));
    return objectOf(RulesetMetricType, { code: id, title, category, max: toDouble(max), tracks });
  }
}

function trackOf(metric: Metric, track: Track, catalog: Catalog): RulesetMetricTrackType[] {
  const shown = { track, steps: [], figures: [], combination: null, gate: null };
  if (metric.kind === 'people') {
    const steps = metric.tracks[track]?.steps;
    if (!steps) return [];
    const types = steps.map((step) => RulesetStepType.from(step, steps, catalog));
    return [objectOf(RulesetMetricTrackType, { ...shown, steps: types })];
  }
  const rule = metric.tracks[track];
  return rule ? [objectOf(RulesetMetricTrackType, { ...shown, ...linearTrack(metric.id, rule) })] : [];
}

function linearTrack(metric: string, { combine, gate, options }: LinearRule) {
  const figures = options.map(({ id, fullAt }) =>
    objectOf(RulesetFigureType, {
      figure: `${metric}.${id}`,
      fullAt: toDouble(fullAt),
      fullAtExact: fractionText(fullAt),
    }),
  );
  const combination: 'BEST' | 'SUM' = combine === 'sum' ? 'SUM' : 'BEST';
  return { figures, combination, gate: gate && FigureThresholdType.from(gate.fact, gate.atLeast) };
}
