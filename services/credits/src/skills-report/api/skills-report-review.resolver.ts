import type { ConnectionOf } from '@app/subgraph-kit/graphql/connection';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { SkillsReportContext } from './context.js';
import { designationReviews, differencesPage } from './skills-report-review.js';
import {
  DesignationReviewType,
  SkillsReportDifferenceConnection,
  type SkillsReportDifferenceType,
  SkillsReportReviewType,
} from './types/skills-report-review.type.js';

@Resolver(() => SkillsReportReviewType)
export class SkillsReportReviewResolver {
  @FieldResolver(() => [DesignationReviewType], {
    description: 'Every designation of the report or the replay, with both results.',
  })
  async designations(
    @Root() { report }: SkillsReportReviewType,
    @Ctx() context: SkillsReportContext,
  ): Promise<DesignationReviewType[]> {
    return designationReviews(report, context);
  }

  @FieldResolver(() => SkillsReportDifferenceConnection, {
    description:
      'Rows that only one of the two views counts, sorted by credential, then by personRef. first: 1..100, 1..1,000 for programs of ' +
      'the organization.',
  })
  async rows(
    @Root() { report }: SkillsReportReviewType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: SkillsReportContext,
  ): Promise<ConnectionOf<SkillsReportDifferenceType>> {
    return differencesPage(report, { first, after }, context);
  }
}
