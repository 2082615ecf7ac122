import { Access, allow } from '@app/subgraph-kit/access';
import { Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Dependencies } from '../../dependencies.js';
import { designationTitles } from '../domain/designation-titles.js';
import type { MetricCategory } from '../domain/rule-set.js';
import { MetricCategoryEnum } from './rule-enums.type.js';

@ObjectType('MetricTitle', { description: 'The title of a metric of a designation.' })
class MetricTitleType {
  @Field(() => ID, { description: 'As in MetricProgress.code, Gap.metric and Contribution.metric.' })
  code!: string;

  @Field(() => String, { description: 'Title to show to people.' })
  title!: string;

  @Field(() => MetricCategoryEnum, { description: 'What the metric is about.' })
  category!: MetricCategory;
}

@ObjectType('DesignationTitle', { description: 'The title behind the code of a designation or of a specialization.' })
class DesignationTitleType {
  @Field(() => ID, {
    description: 'As in DesignationProgress.code, SkillsReportRow.relevantTo and Contribution.designation.',
  })
  code!: string;

  @Field(() => String, { description: 'Title to show to people.' })
  title!: string;

  @Field(() => Boolean, { description: 'True for a specialization, which has no metrics.' })
  isSpecialization!: boolean;

  @Field(() => [MetricTitleType], { description: 'Of every version of the rules, those of the newest one first.' })
  metrics!: MetricTitleType[];

  @Field(() => [ID], { description: 'Names of the figures that it uses, as in PartnerFact.metric.' })
  figures!: string[];
}

@Resolver()
export class DesignationTitlesQuery {
  @Query(() => [DesignationTitleType], {
    description:
      'Titles of the codes of designations, specializations and metrics, of every version of the rules, by code; where ' +
      'versions differ, the title of the newest one. For every signed-in caller.',
  })
  @Access(allow('signed-in'))
  designationTitles(@Ctx() { rules }: Pick<Dependencies, 'rules'>): DesignationTitleType[] {
    return designationTitles(rules).map(({ metrics, ...one }) =>
      Object.assign(new DesignationTitleType(), {
        ...one,
        metrics: metrics.map((metric) => Object.assign(new MetricTitleType(), metric)),
      }),
    );
  }
}
