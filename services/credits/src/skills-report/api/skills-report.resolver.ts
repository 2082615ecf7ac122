import { allows } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { BreakdownByEnum, SkillBreakdownType } from '../../credits/api/skill-breakdown.type.js';
import { type BreakdownBy, breakdownOf } from '../../credits/domain/breakdown.js';
import { reportNames } from '../../members/application/audiences.js';
import { DesignationProgressType } from '../../scores/api/types/designation-progress.type.js';
import { designationTerms } from '../../scores/api/types/designation-terms.type.js';
import { deserializeDesignation, type StepWithPeople } from '../../scores/domain/stored-designation.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import { reportGroups } from '../store/skills-report-groups.store.js';
import type { ReportOrder } from '../store/skills-report-positions.js';
import type { SkillsReportContext } from './context.js';
import { reportPage } from './skills-report-page.js';
import { CredentialCountType, SkillsReportChangesType, SkillsReportType } from './types/skills-report.type.js';
import { SkillsReportFilter } from './types/skills-report-filter.type.js';
import { SkillsReportOrderEnum } from './types/skills-report-order.type.js';
import { SkillsReportReviewType } from './types/skills-report-review.type.js';
import { SkillsReportRowConnection, type SkillsReportRowType } from './types/skills-report-row.type.js';

@Resolver(() => SkillsReportType)
export class SkillsReportResolver {
  @FieldResolver(() => SkillsReportRowConnection, {
    description: 'first: 1..100, 1..1,000 for programs of the organization.',
  })
  async rows(
    @Root() { report }: SkillsReportType,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('filter', () => SkillsReportFilter, { nullable: true }) filter: SkillsReportFilter | null | undefined,
    @Arg('orderBy', () => SkillsReportOrderEnum, { nullable: true, defaultValue: 'PERSON_ASC' })
    orderBy: ReportOrder | null,
    @Ctx() context: SkillsReportContext,
  ): Promise<ConnectionOf<SkillsReportRowType>> {
    return reportPage({ report, first, after, filter, orderBy }, context);
  }

  @FieldResolver(() => [CredentialCountType], { description: 'Sorted by the number of holders, highest first.' })
  async byCredential(
    @Root() { report }: SkillsReportType,
    @Ctx() { loaders, rules }: SkillsReportContext,
  ): Promise<CredentialCountType[]> {
    const counted = await loaders.skillsReports.credentials.load(report);
    return counted.map((one) => CredentialCountType.from(one, rules.catalog));
  }

  @FieldResolver(() => [DesignationProgressType], { description: 'The designations as of the refresh.' })
  async byDesignation(
    @Root() { report }: SkillsReportType,
    @Ctx() context: SkillsReportContext,
  ): Promise<DesignationProgressType[]> {
    const kept = await context.loaders.skillsReports.designations.load(report);
    const peopleOf = ({ people }: StepWithPeople, first: number) => people.slice(0, first);
    const terms = designationTerms(report.organizationId, context, peopleOf);
    return kept.map((one) => DesignationProgressType.from(deserializeDesignation(one), terms));
  }

  @FieldResolver(() => SkillsReportReviewType, {
    description: 'The day of this report as known today, with the reasons for differences from the published report.',
  })
  asKnownNow(@Root() { report }: SkillsReportType): SkillsReportReviewType {
    return objectOf(SkillsReportReviewType, { report });
  }

  @FieldResolver(() => SkillBreakdownType, {
    description:
      'By department or country as of the refresh; unknown for reports from before these were stored. first: 1..100 ' +
      'groups.',
  })
  async breakdown(
    @Root() { report }: SkillsReportType,
    @Arg('by', () => BreakdownByEnum, { description: 'The attribute by which people are grouped.' }) by: BreakdownBy,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Ctx() { caller, reads }: SkillsReportContext,
  ): Promise<SkillBreakdownType> {
    const page = pageArguments(first, null);
    const withNames = allows(reportNames, caller, report);
    return SkillBreakdownType.from(
      breakdownOf(await reportGroups(reads, report, by), { first: page.first, withNames }),
    );
  }

  @FieldResolver(() => SkillsReportChangesType, {
    description:
      'Rows gained and lost since an earlier snapshot, by default the one before it, counted and listed; BAD_USER_INPUT ' +
      'when that month has no report, or when there is none before it.',
  })
  async changesSince(
    @Root() { report }: SkillsReportType,
    @Arg('month', () => YearMonthScalar, { nullable: true }) asked: ReportMonth | null | undefined,
    @Ctx() { loaders }: SkillsReportContext,
  ): Promise<SkillsReportChangesType> {
    const { skillsReports } = loaders;
    const { organizationId } = report;
    const months = (await skillsReports.months.load(organizationId)).filter((one) => one < report.month);
    const month = asked ?? months[0];
    const earlier =
      month !== undefined && month < report.month ? await skillsReports.report.load({ organizationId, month }) : null;
    if (earlier !== null) {
      const counts = await skillsReports.changes(earlier, report);
      return SkillsReportChangesType.from(counts, { later: report, earlier });
    }
    throw badUserInput(
      months.length === 0
        ? `month: there is no report before that of ${report.month}.`
        : `month: there is no report of ${month} before that of ${report.month}. There are: ${months.join(', ')}.`,
    );
  }
}
