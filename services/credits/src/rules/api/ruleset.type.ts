import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { unlessNever } from '../../values/domain/day.js';
import { toDouble } from '../../values/domain/fraction.js';
import type { Area, RuleSet, Track, TrackPolicy } from '../domain/rule-set.js';
import { TrackEnum } from './rule-enums.type.js';
import { FigureThresholdType, RulesetMetricType } from './ruleset-metric.type.js';

const TrackChoiceEnum = { SINGLE: 'SINGLE', CLASSIFIED: 'CLASSIFIED', BEST_OF_AREA: 'BEST_OF_AREA' } as const;
registerEnumType(TrackChoiceEnum, {
  name: 'TrackChoice',
  description: 'How the track of a designation is selected.',
  valuesConfig: {
    SINGLE: { description: 'The only track is ENTERPRISE.' },
    CLASSIFIED: { description: 'The track depends on a partner figure.' },
    BEST_OF_AREA: { description: 'The track with the higher score for the whole designation.' },
  },
});

@ObjectType('TrackRule', { description: 'Selects the track by which a designation is scored.' })
export class TrackRuleType {
  @Field(() => TrackChoiceEnum, { description: 'Determines which of the other fields have a value.' })
  choice!: keyof typeof TrackChoiceEnum;

  @Field(() => FigureThresholdType, {
    nullable: true,
    description: 'CLASSIFIED: the value from which the track is `reached`.',
  })
  threshold!: FigureThresholdType | null;

  @Field(() => TrackEnum, { nullable: true, description: 'CLASSIFIED: the track from the threshold on.' })
  reached!: Track | null;

  @Field(() => TrackEnum, {
    nullable: true,
    description: 'CLASSIFIED: the track below the threshold, and when no figure is recorded.',
  })
  otherwise!: Track | null;

  @Field(() => TrackEnum, { nullable: true, description: 'BEST_OF_AREA: the track when both scores are equal.' })
  tie!: Track | null;

  static from(policy: TrackPolicy): TrackRuleType {
    const none = { threshold: null, reached: null, otherwise: null, tie: null };
    if (policy.mode === 'single') return objectOf(TrackRuleType, { ...none, choice: 'SINGLE' });
    if (policy.mode === 'best-of-area')
      return objectOf(TrackRuleType, { ...none, choice: 'BEST_OF_AREA', tie: policy.tie });
    const threshold = FigureThresholdType.from(policy.fact, policy.atLeast);
    const { then: reached, otherwise } = policy;
    return objectOf(TrackRuleType, { ...none, choice: 'CLASSIFIED', threshold, reached, otherwise });
  }
}

@ObjectType('RulesetDesignation', { description: 'The rules of a rule set for one designation.' })
export class RulesetDesignationType {
  @Field(() => ID, { description: 'As in DesignationProgress.code.' })
  code!: string;

  @Field(() => String, { description: 'Title to display; titles may change.' })
  title!: string;

  @Field(() => TrackRuleType, { description: 'How the track of an organization is selected.' })
  track!: TrackRuleType;

  @Field(() => [RulesetMetricType], { description: 'Their points add up to the score.' })
  metrics!: RulesetMetricType[];

  static from({ id, title, trackPolicy, metrics }: Area, catalog: Catalog): RulesetDesignationType {
    return objectOf(RulesetDesignationType, {
      ...{ code: id, title, track: TrackRuleType.from(trackPolicy) },
      metrics: metrics.map((metric) => RulesetMetricType.from(metric, catalog)),
    });
  }
}

@ObjectType('Ruleset', { description: 'One version of the rules: effectiveFrom <= day < effectiveTo.' })
export class RulesetType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateScalar)
  effectiveFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Null while no later version is known.' })
  effectiveTo!: string | null;

  @Field(() => Float, { description: 'The score from which a designation is attained.' })
  requiredScore!: number;

  @Field(() => Float, { description: 'Every metric must have more points than this.' })
  everyMetricAbove!: number;

  @Field(() => [RulesetDesignationType], { description: 'In the order of the rules.' })
  get designations(): RulesetDesignationType[] {
    return this.areas.map((area) => RulesetDesignationType.from(area, this.catalog));
  }

  areas!: readonly Area[];
  catalog!: Catalog;

  static from(ruleSet: RuleSet, catalog: Catalog): RulesetType {
    const { id, effectiveFrom, effectiveTo, minScore, everyMetricAbove, areas } = ruleSet;
    return objectOf(RulesetType, {
      ...{ id, effectiveFrom, effectiveTo: unlessNever(effectiveTo), areas, catalog },
      requiredScore: toDouble(minScore),
      everyMetricAbove: toDouble(everyMetricAbove),
    });
  }
}
