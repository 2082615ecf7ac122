import { pageArguments } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import { PersonReferenceType } from '../../../members/api/person-reference.type.js';
import { MetricCategoryEnum, TrackEnum } from '../../../rules/api/rule-enums.type.js';
import type { MetricCategory, RuleSet, Track } from '../../../rules/domain/rule-set.js';
import { fractionText, toDouble } from '../../../values/domain/fraction.js';
import type { Gap } from '../../domain/designation.js';
import type { ShownDesignation, ShownMetric, ShownStep } from '../../domain/stored-designation.js';
import { PartnerFactType } from './partner-fact.type.js';

/** Reads the first holders of a step, in the order in which they pay. */
export type PeopleOfStep<Step> = (step: Step, first: number) => Promise<readonly string[]> | readonly string[];

@ObjectType('StepProgress', { description: 'A step of a metric that counts people.' })
export class StepProgressType {
  @Field(() => Int)
  step!: number;

  @Field(() => Boolean, { description: 'A gate: later steps give points only when it is reached.' })
  isGate!: boolean;

  @Field(() => Boolean, { description: 'The step and the gates before it have the people they need.' })
  reached!: boolean;

  @Field(() => Int)
  peopleHave!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'People needed to open the gate or to reach the maximum of the step. Null when it depends on other steps.',
  })
  peopleNeeded!: number | null;

  @Field(() => Float, { description: 'Points before the maximum of the metric is applied.' })
  points!: number;

  @Field(() => [CredentialType])
  get credentials(): CredentialType[] {
    return this.credentialCodes.flatMap((code) => CredentialType.find(this.catalog, code));
  }

  @Field(() => [ID], { description: 'personRef of holders, in the order in which they pay.' })
  async people(@Arg('first', () => Int, { defaultValue: 20 }) first: number): Promise<readonly string[]> {
    return this.source.peopleOf(pageArguments(first, null).first);
  }

  @Field(() => [PersonReferenceType], { description: 'The same people, each with the user. first: 1..100.' })
  async holders(@Arg('first', () => Int, { defaultValue: 20 }) first: number): Promise<PersonReferenceType[]> {
    const refs = await this.people(first);
    return Promise.all(refs.map((ref) => this.source.referenceOf(ref)));
  }

  credentialCodes!: readonly string[];
  catalog!: Catalog;
  /** Reads the people of the step on request. */
  source!: {
    readonly peopleOf: (first: number) => Promise<readonly string[]> | readonly string[];
    readonly referenceOf: (personRef: string) => Promise<PersonReferenceType>;
  };

  static from<Step extends ShownStep>(outcome: Step, terms: DesignationTerms<Step>): StepProgressType {
    const { step, isGate, reached, peopleHave, peopleNeeded, credentialCodes } = outcome;
    const points = toDouble(outcome.points);
    const { catalog, organizationId } = terms;
    const peopleOf = (first: number) => terms.peopleOf(outcome, first);
    const referenceOf = async (personRef: string) =>
      PersonReferenceType.from(personRef, { organizationId, userId: await terms.userIdOf(personRef) });
    const shown = {
      step,
      isGate,
      reached,
      peopleHave,
      peopleNeeded,
      points,
      credentialCodes,
      catalog,
      source: { peopleOf, referenceOf },
    };
    return objectOf(StepProgressType, shown);
  }
}

/** What the types of a designation need beside its outcome. */
export type DesignationTerms<Step> = {
  readonly organizationId: string;
  readonly catalog: Catalog;
  readonly peopleOf: PeopleOfStep<Step>;
  /** The user behind a personRef; null for an imaginary person. */
  readonly userIdOf: (personRef: string) => Promise<string | null>;
};

@ObjectType('MetricProgress', { description: 'A metric of a designation.' })
export class MetricProgressType {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => MetricCategoryEnum)
  category!: MetricCategory;

  @Field(() => Float)
  points!: number;

  @Field(() => String, { description: 'Exact value as a fraction, such as 40/3.' })
  pointsExact!: string;

  @Field(() => Float)
  max!: number;

  @Field(() => [StepProgressType], { description: 'Empty where the metric does not count people.' })
  steps!: StepProgressType[];

  static from<Step extends ShownStep>(metric: ShownMetric<Step>, terms: DesignationTerms<Step>): MetricProgressType {
    const { id, title, category, points, max, steps } = metric;
    return objectOf(MetricProgressType, {
      code: id,
      title,
      category,
      points: toDouble(points),
      pointsExact: fractionText(points),
      max: toDouble(max),
      steps: steps.map((step) => StepProgressType.from(step, terms)),
    });
  }
}

@ObjectType('Gap', { description: 'Missing people of a step, and the credentials that would count.' })
export class GapType {
  @Field(() => ID)
  metric!: string;

  @Field(() => Int)
  step!: number;

  @Field(() => Int)
  peopleMissing!: number;

  @Field(() => [CredentialType], { description: 'Credentials of the step that can still be earned.' })
  anyOf!: CredentialType[];

  static from({ metric, step, peopleMissing, anyOf }: Gap, catalog: Catalog): GapType {
    const credentials = anyOf.flatMap((code) => CredentialType.find(catalog, code));
    return objectOf(GapType, { metric, step, peopleMissing, anyOf: credentials });
  }
}

@ObjectType('DesignationProgress', {
  description: 'Progress of an organization toward a Solutions Partner designation on a day, by the rules of that day.',
})
export class DesignationProgressType {
  @Field(() => ID, { description: 'Id of the area in the rule set; the codes of metrics are the ids of its metrics.' })
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => ID)
  ruleset!: string;

  @Field(() => DateScalar)
  on!: string;

  @Field(() => TrackEnum)
  track!: Track;

  @Field(() => Float, { description: '0..100, over all metrics.' })
  score!: number;

  @Field(() => String)
  scoreExact!: string;

  @Field(() => Float)
  required!: number;

  @Field(() => Boolean, { description: 'The required score is reached and no metric is zero.' })
  attained!: boolean;

  @Field(() => Float)
  skillingPoints!: number;

  @Field(() => Float)
  skillingMax!: number;

  @Field(() => [MetricProgressType])
  metrics!: MetricProgressType[];

  @Field(() => [PartnerFactType], {
    description: 'The recorded figures in force on that day that the designation uses.',
  })
  facts!: PartnerFactType[];

  @Field(() => [GapType], { description: 'Missing people and credentials, not points.' })
  gaps!: GapType[];

  organizationId!: string;
  /** The rule set that the caller asked for; null for that of the day. */
  named!: RuleSet | null;

  static from<Step extends ShownStep>(
    outcome: ShownDesignation<Step>,
    terms: DesignationTerms<Step>,
    named: RuleSet | null = null,
  ): DesignationProgressType {
    return objectOf(DesignationProgressType, {
      named,
      organizationId: terms.organizationId,
      code: outcome.area.id,
      title: outcome.area.title,
      ruleset: outcome.ruleSetId,
      on: outcome.on,
      track: outcome.track,
      score: toDouble(outcome.score),
      scoreExact: fractionText(outcome.score),
      required: toDouble(outcome.required),
      attained: outcome.attained,
      skillingPoints: toDouble(outcome.skillingPoints),
      skillingMax: toDouble(outcome.skillingMax),
      metrics: outcome.metrics.map((metric) => MetricProgressType.from(metric, terms)),
      facts: outcome.figures.map((figure) =>
        PartnerFactType.from(figure, { organizationId: terms.organizationId, designation: outcome.area.id }),
      ),
      gaps: outcome.gaps.map((gap) => GapType.from(gap, terms.catalog)),
    });
  }
}
