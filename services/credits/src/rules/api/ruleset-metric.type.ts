import { DateScalar } from '@app/subgraph-kit/scalars';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CredentialType } from '../../catalog/api/credential.type.js';
import type { Catalogue } from '../../catalog/domain/catalog.js';
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
  description: 'How the figures of a metric become its points.',
  valuesConfig: {
    BEST: { description: 'The figure that pays most.' },
    SUM: { description: 'All of them together, up to the maximum.' },
  },
});

@ObjectType('FigureThreshold', { description: 'A figure of the partner and the value from which it has its effect.' })
export class FigureThresholdType {
  @Field(() => ID, { description: 'Name of the figure, as recordPartnerMetric takes it.' })
  figure!: string;

  @Field(() => Float, { description: 'The value itself has the effect too.' })
  atLeast!: number;

  static from(figure: string, atLeast: Fraction): FigureThresholdType {
    return Object.assign(new FigureThresholdType(), { figure, atLeast: toDouble(atLeast) });
  }
}

@ObjectType('RulesetCredential', { description: 'A credential that a step names: from <= day < until.' })
export class RulesetCredentialType {
  @Field(() => CredentialType, { description: 'A person who holds it can satisfy the step.' })
  credential!: CredentialType;

  @Field(() => DateScalar, { nullable: true, description: 'Null: as long as the step.' })
  from!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: 'Null: as long as the step.' })
  until!: Day | null;
}

@ObjectType('RulesetStep', { description: 'A step of a metric that counts people: from <= day < until.' })
export class RulesetStepType {
  @Field(() => Int, { description: 'Number of the step within the metric, from 1.' })
  step!: number;

  @Field(() => DateScalar, { nullable: true, description: 'Null: as long as the rule set.' })
  from!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: 'Null: as long as the rule set.' })
  until!: Day | null;

  @Field(() => Int, { description: 'Number of people with one of the credentials who satisfy the step.' })
  people!: number;

  @Field(() => [Int], { description: 'Steps that must be satisfied before this one pays: its gates.' })
  requires!: number[];

  @Field(() => Boolean, { description: 'Other steps of the metric require it.' })
  isGate!: boolean;

  @Field(() => Float, { description: '0: the step opens others and pays nothing.' })
  pointsPerPerson!: number;

  @Field(() => String, { description: 'Exact value as a fraction, such as 20/3.' })
  pointsPerPersonExact!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'The most that the step pays. Null: up to the maximum of the metric.',
  })
  maxPoints!: number | null;

  @Field(() => [RulesetCredentialType], { description: 'One of them is enough for a person.' })
  credentials!: RulesetCredentialType[];

  static from(step: Step, steps: readonly Step[], catalogue: Catalogue): RulesetStepType {
    const { id, from, until, people, requires, perPerson, cap, anyOf } = step;
    return Object.assign(new RulesetStepType(), {
      ...{ step: id, from: from ?? null, until: until ?? null, people, requires },
      isGate: steps.some((other) => other.requires.includes(id)),
      pointsPerPerson: toDouble(perPerson),
      pointsPerPersonExact: fractionText(perPerson),
      maxPoints: cap && toDouble(cap),
      credentials: anyOf.map((member) =>
        Object.assign(new RulesetCredentialType(), {
          credential: CredentialType.of(catalogue, member.credentialCode),
          from: member.from ?? null,
          until: member.until ?? null,
        }),
      ),
    });
  }
}

@ObjectType('RulesetFigure', { description: 'A figure of the partner that a metric is measured by.' })
export class RulesetFigureType {
  @Field(() => ID, { description: 'Name of the figure, as recordPartnerMetric takes it.' })
  figure!: string;

  @Field(() => Float, { description: 'From this value on it pays the maximum; below, its share.' })
  fullAt!: number;

  @Field(() => String, { description: 'Exact value as a fraction.' })
  fullAtExact!: string;
}

@ObjectType('RulesetMetricTrack', { description: 'What a metric asks for on one track.' })
export class RulesetMetricTrackType {
  @Field(() => TrackEnum, { description: 'The track that these rules are for.' })
  track!: Track;

  @Field(() => [RulesetStepType], { description: 'Empty where the metric does not count people.' })
  steps!: RulesetStepType[];

  @Field(() => [RulesetFigureType], { description: 'Empty where the metric counts people.' })
  figures!: RulesetFigureType[];

  @Field(() => FigureCombinationEnum, { nullable: true, description: 'Null where the metric counts people.' })
  combination!: 'BEST' | 'SUM' | null;

  @Field(() => FigureThresholdType, {
    nullable: true,
    description: 'Below this value the metric is 0. Null when there is no such condition.',
  })
  gate!: FigureThresholdType | null;
}

@ObjectType('RulesetMetric', { description: 'One metric of a designation in a rule set.' })
export class RulesetMetricType {
  @Field(() => ID, { description: 'As in MetricProgress and Contribution.' })
  code!: string;

  @Field(() => String, { description: 'For people to read; titles may change.' })
  title!: string;

  @Field(() => MetricCategoryEnum, { description: 'The part of the score that the metric belongs to.' })
  category!: MetricCategory;

  @Field(() => Float, { description: 'The most points that the metric can bring.' })
  max!: number;

  @Field(() => [RulesetMetricTrackType], {
    description: 'A designation without SMB rules is scored by those for ENTERPRISE.',
  })
  tracks!: RulesetMetricTrackType[];

  static from(metric: Metric, catalogue: Catalogue): RulesetMetricType {
    const { id, title, category, max } = metric;
    const tracks = TRACKS.flatMap((track) => trackOf(metric, track, catalogue));
    return Object.assign(new RulesetMetricType(), { code: id, title, category, max: toDouble(max), tracks });
  }
}

function trackOf(metric: Metric, track: Track, catalogue: Catalogue): RulesetMetricTrackType[] {
  const shown = { track, steps: [], figures: [], combination: null, gate: null };
  if (metric.kind === 'people') {
    const steps = metric.tracks[track]?.steps;
    if (!steps) return [];
    const types = steps.map((step) => RulesetStepType.from(step, steps, catalogue));
    return [Object.assign(new RulesetMetricTrackType(), { ...shown, steps: types })];
  }
  const rule = metric.tracks[track];
  return rule ? [Object.assign(new RulesetMetricTrackType(), { ...shown, ...linearTrack(metric.id, rule) })] : [];
}

function linearTrack(metric: string, { combine, gate, options }: LinearRule) {
  const figures = options.map(({ id, fullAt }) =>
    Object.assign(new RulesetFigureType(), {
      figure: `${metric}.${id}`,
      fullAt: toDouble(fullAt),
      fullAtExact: fractionText(fullAt),
    }),
  );
  const combination = combine === 'sum' ? 'SUM' : 'BEST';
  return { figures, combination, gate: gate && FigureThresholdType.from(gate.fact, gate.atLeast) };
}
