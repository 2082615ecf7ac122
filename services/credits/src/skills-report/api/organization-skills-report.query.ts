import { Access } from '@app/subgraph-kit/access/access';
import { DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import { dayOf } from '../../values/domain/day.js';
import { nextRefresh, type ReportMonth } from '../../values/domain/report-month.js';
import type { SkillsReportContext } from './context.js';
import { SkillsReportType } from './types/skills-report.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationSkillsReportQuery {
  @FieldResolver(() => SkillsReportType, {
    nullable: true,
    description:
      'The snapshot published in `month`, by default the newest; null when there is none. GLOBAL_ADMIN, PARTNER_ADMIN, ' +
      'EXECUTIVE_REPORT_VIEWER and reports:read.pii with names; REPORT_VIEWER and reports:read with personRef only.',
  })
  @Access(creditReaders)
  async skillsReport(
    @Root() { id }: OrganizationStub,
    @Arg('month', () => YearMonthScalar, { nullable: true }) month: ReportMonth | null | undefined,
    @Ctx() { loaders }: SkillsReportContext,
  ): Promise<SkillsReportType | null> {
    const report = await loaders.skillsReports.report.load({ organizationId: id, month: month ?? null });
    return report === null ? null : SkillsReportType.from(report);
  }

  @FieldResolver(() => [YearMonthScalar], {
    nullable: true,
    description: 'The months with a Skills Report, newest first. For the same callers as skillsReport.',
  })
  @Access(creditReaders)
  async skillsReportMonths(
    @Root() { id }: OrganizationStub,
    @Ctx() { loaders }: SkillsReportContext,
  ): Promise<string[]> {
    return loaders.skillsReports.months.load(id);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description:
      'The next refresh: 00:00 UTC on the report day; null when no rule set will be in force. For the same callers as skillsReport.',
  })
  @Access(creditReaders)
  nextReportAt(
    @Root() _organization: OrganizationStub,
    @Ctx() { rules, now, reportDay }: SkillsReportContext,
  ): Date | null {
    const first = rules.ruleSets.at(-1);
    if (!first) return null;
    // No report is published before the first rule set.
    const begun = new Date(Math.max(now.getTime(), Date.parse(first.effectiveFrom) - 1));
    const refresh = nextRefresh(begun, reportDay);
    return ruleSetOn(rules.ruleSets, dayOf(refresh)) ? refresh : null;
  }
}
