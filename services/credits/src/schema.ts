import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import { UserAchievementsQuery } from './achievements/api/user-achievements.query.js';
import { CredentialsQuery } from './catalog/api/credentials.query.js';
import type { CreditsContext } from './context.js';
import { CreditResolver } from './credits/api/credit.resolver.js';
import { CreditBreakdownQuery } from './credits/api/credit-breakdown.query.js';
import { OrganizationCreditsQuery } from './credits/api/organization-credits.query.js';
import { OrganizationRecalculationQuery } from './credits/api/organization-recalculation.query.js';
import { UserCreditsQuery } from './credits/api/user-credits.query.js';
import { RecordAchievementsMutation } from './importing/api/record-achievements.mutation.js';
import { RevokeAchievementMutation } from './importing/api/revoke-achievement.mutation.js';
import { LearnAnalyticsQuery } from './learn-analytics/api/learn-analytics.query.js';
import { LearnAnalyticsResolver } from './learn-analytics/api/learn-analytics.resolver.js';
import { OrganizationStub, resolveOrganizationReference } from './members/api/organization.stub.js';
import { resolveUserReference, UserStub } from './members/api/user.stub.js';
import { DesignationTitlesQuery } from './rules/api/designation-titles.query.js';
import { RulesetsQuery } from './rules/api/rulesets.query.js';
import { DesignationProgressResolver } from './scores/api/designation-progress.resolver.js';
import { OrganizationCheapestPathQuery } from './scores/api/organization-cheapest-path.query.js';
import { OrganizationDesignationsQuery } from './scores/api/organization-designations.query.js';
import { OrganizationForecastQuery } from './scores/api/organization-forecast.query.js';
import { OrganizationRisksQuery } from './scores/api/organization-risks.query.js';
import { OrganizationSpecializationsQuery } from './scores/api/organization-specializations.query.js';
import { RecordPartnerMetricMutation } from './scores/api/record-partner-metric.mutation.js';
import { SimulateOrganizationQuery } from './scores/api/simulate-organization.query.js';
import { DesignationHistoryQuery } from './skills-report/api/designation-history.query.js';
import { OrganizationSkillsReportQuery } from './skills-report/api/organization-skills-report.query.js';
import { SkillsReportResolver } from './skills-report/api/skills-report.resolver.js';
import { SkillsReportChangesResolver } from './skills-report/api/skills-report-changes.resolver.js';
import { SkillsReportReviewResolver } from './skills-report/api/skills-report-review.resolver.js';
import { SkillsReportsQuery } from './skills-report/api/skills-reports.query.js';

/** The API's table of contents: what the subgraph offers, with the access table in front. */
export async function creditsSchema(): Promise<{ schema: GraphQLSchema; sdl: string }> {
  return buildSubgraph<CreditsContext>({
    resolvers: [
      CredentialsQuery,
      RulesetsQuery,
      DesignationTitlesQuery,
      OrganizationCreditsQuery,
      OrganizationDesignationsQuery,
      OrganizationSpecializationsQuery,
      OrganizationSkillsReportQuery,
      SkillsReportsQuery,
      CreditBreakdownQuery,
      DesignationHistoryQuery,
      SkillsReportResolver,
      SkillsReportChangesResolver,
      SkillsReportReviewResolver,
      OrganizationForecastQuery,
      OrganizationRecalculationQuery,
      OrganizationRisksQuery,
      SimulateOrganizationQuery,
      OrganizationCheapestPathQuery,
      LearnAnalyticsQuery,
      LearnAnalyticsResolver,
      UserCreditsQuery,
      UserAchievementsQuery,
      CreditResolver,
      DesignationProgressResolver,
      RecordAchievementsMutation,
      RevokeAchievementMutation,
      RecordPartnerMetricMutation,
    ],
    // Reached through no root field of this subgraph: the gateway comes to them by reference.
    orphanedTypes: [OrganizationStub, UserStub],
    references: { Organization: resolveOrganizationReference, User: resolveUserReference },
    access,
  });
}
