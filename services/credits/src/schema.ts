import { buildSubgraph } from '@app/subgraph-kit/schema';
import type { GraphQLSchema } from 'graphql';
import { access } from './access.js';
import type { CreditsContext } from './graphql/context.js';
import { OrganizationStub, resolveOrganizationReference } from './graphql/stubs/organization.stub.js';
import { resolveUserReference, UserStub } from './graphql/stubs/user.stub.js';
import { CreditResolver } from './graphql/types/credit.resolver.js';
import { DesignationProgressResolver } from './graphql/types/designation-progress.resolver.js';
import { CredentialsQuery } from './operations/credentials/credentials.query.js';
import { CreditBreakdownQuery } from './operations/credit-breakdown/credit-breakdown.query.js';
import { DesignationHistoryQuery } from './operations/designation-history/designation-history.query.js';
import { DesignationTitlesQuery } from './operations/designation-titles/designation-titles.query.js';
import { LearnAnalyticsQuery } from './operations/learn-analytics/learn-analytics.query.js';
import { LearnAnalyticsResolver } from './operations/learn-analytics/learn-analytics.resolver.js';
import { OrganizationCheapestPathQuery } from './operations/organization-cheapest-path/organization-cheapest-path.query.js';
import { OrganizationCreditsQuery } from './operations/organization-credits/organization-credits.query.js';
import { OrganizationDesignationsQuery } from './operations/organization-designations/organization-designations.query.js';
import { OrganizationForecastQuery } from './operations/organization-forecast/organization-forecast.query.js';
import { OrganizationRecalculationQuery } from './operations/organization-recalculation/organization-recalculation.query.js';
import { OrganizationRisksQuery } from './operations/organization-risks/organization-risks.query.js';
import { OrganizationSkillsReportQuery } from './operations/organization-skills-report/organization-skills-report.query.js';
import { SkillsReportResolver } from './operations/organization-skills-report/skills-report.resolver.js';
import { SkillsReportChangesResolver } from './operations/organization-skills-report/skills-report-changes.resolver.js';
import { SkillsReportReviewResolver } from './operations/organization-skills-report/skills-report-review.resolver.js';
import { SkillsReportsQuery } from './operations/organization-skills-report/skills-reports.query.js';
import { OrganizationSpecializationsQuery } from './operations/organization-specializations/organization-specializations.query.js';
import { RecordAchievementsMutation } from './operations/record-achievements/record-achievements.mutation.js';
import { RecordPartnerMetricMutation } from './operations/record-partner-metric/record-partner-metric.mutation.js';
import { RevokeAchievementMutation } from './operations/revoke-achievement/revoke-achievement.mutation.js';
import { RulesetsQuery } from './operations/rulesets/rulesets.query.js';
import { SimulateOrganizationQuery } from './operations/simulate-organization/simulate-organization.query.js';
import { UserAchievementsQuery } from './operations/user-achievements/user-achievements.query.js';
import { UserCreditsQuery } from './operations/user-credits/user-credits.query.js';

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
