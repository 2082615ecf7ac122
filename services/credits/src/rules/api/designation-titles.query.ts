import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Dependencies } from '../../dependencies.js';
import { designationTitles } from '../domain/designation-titles.js';
import type { MetricCategory } from '../domain/rule-set.js';
import { MetricCategoryEnum } from './rule-enums.type.js';

@ObjectType('MetricTitle', { description: 'The title of a metric of a designation.' })
class MetricTitleType {
  @Field(() => ID, { description: 'As in MetricProgress.code, Gap.metric and Contribution.metric.' })
  code!: string;

  @Field(() => String, { description: 'Title to display.' })
  title!: string;

  @Field(() => MetricCategoryEnum, { description: 'What the metric measures.' })
  category!: MetricCategory;
}

@ObjectType('DesignationTitle', { description: 'The title of a designation or specialization, by code.' })
class DesignationTitleType {
  @Field(() => ID, {
    description: 'As in DesignationProgress.code, SkillsReportRow.relevantTo and Contribution.designation.',
  })
  code!: string;

  @Field(() => String, { description: 'Title to display.' })
  title!: string;

  @Field(() => Boolean, { description: 'True for a specialization, which has no metrics.' })
  isSpecialization!: boolean;

  @Field(() => [MetricTitleType], { description: 'The metrics of all versions of the rules, newest version first.' })
  metrics!: MetricTitleType[];

  @Field(() => [ID], { description: 'Names of the figures that it uses, as in PartnerFact.metric.' })
  figures!: readonly string[];
}

@Resolver()
export class DesignationTitlesQuery {
  @Query(() => [DesignationTitleType], {
    description:
      'Titles of the codes of designations, specializations and metrics in all versions of the rules, sorted by code; the title of ' +
      'the newest version that has the code. For every signed-in caller.',
  })
  @Access(allow('signed-in'))
  designationTitles(@Ctx() { rules }: Pick<Dependencies, 'rules'>): DesignationTitleType[] {
    return designationTitles(rules).map(({ metrics, ...one }) =>
      objectOf(DesignationTitleType, {
        ...one,
        metrics: metrics.map((metric) => objectOf(MetricTitleType, metric)),
      }),
    );
  }
}
