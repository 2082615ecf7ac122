import { type AccessTable, allow, allowSilently, type Subject, withObject } from '@app/subgraph-kit/access';
import { PERMISSIONS } from '@app/subgraph-kit/roles';
import type { CreditType } from './credits/api/credit.type.js';
import type { LearnIndividualType } from './learn-analytics/api/learn-analytics.type.js';
import type { OrganizationStub } from './members/api/organization.stub.js';
import type { PersonReferenceType } from './members/api/person-reference.type.js';
import type { UserStub } from './members/api/user.stub.js';
import type { SkillRiskType } from './scores/api/types/skill-risk.type.js';
import type { SkillsReportDifferenceType } from './skills-report/api/types/skills-report-review.type.js';
import type { SkillsReportRowType } from './skills-report/api/types/skills-report-row.type.js';

/** Credits and reports with the names of people. */
const withNames = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'] as const;
/** The same without names: personRef only. */
const withoutNames = ['REPORT_VIEWER', 'reports:read'] as const;
const creditReaders = allow(...withNames, ...withoutNames);
const personAndNameReaders = allow('self', ...withNames);

/** Who may see whose credit it is; search and order by name follow it. */
export const seesNames = allowSilently('self', ...withNames);

/** Who may see whom a Skills Report is about; search and order by name follow it. */
export const reportNames = allowSilently(...withNames);

/** Pages, results, refusals and what belongs to a credit or a score: whoever gets the object sees its fields. */
const openWithObject = { fields: { '*': withObject } };

/** Who may see and do what in credits. A field without an entry fails the build. */
export const access: AccessTable = {
  Query: {
    fields: {
      credentials: allow('signed-in'),
      rulesets: allow('signed-in'),
      ruleset: allow('signed-in'),
      designationTitles: allow('signed-in'),
    },
  },
  Mutation: {
    fields: {
      recordAchievements: allow('achievements:write'), // operators only: see the mutation's subject
      revokeAchievement: allow('achievements:write'),
      recordPartnerMetric: allow('metrics:write'), // likewise; its answer shows the designations to the same operators
    },
  },
  Organization: {
    subject: ({ id }: OrganizationStub): Subject => ({ organizationId: id }),
    reference: allow('member', ...PERMISSIONS), // members their own, operators every one
    fields: {
      id: withObject,
      credits: creditReaders,
      creditBreakdown: creditReaders, // small groups: see domain/breakdown.ts
      designations: creditReaders,
      designation: creditReaders,
      specializations: creditReaders,
      skillsReport: creditReaders,
      skillsReports: creditReaders,
      skillsReportMonths: creditReaders,
      designationHistory: creditReaders,
      nextReportAt: creditReaders,
      forecast: creditReaders,
      recalculation: creditReaders,
      risks: creditReaders, // who it is: see SkillRisk
      simulate: creditReaders,
      cheapestPath: creditReaders,
      cheapestPlan: creditReaders,
      learnAnalytics: creditReaders,
    },
  },
  User: {
    subject: ({ id, organizationId }: UserStub): Subject => ({ organizationId, userId: id }),
    reference: allow('member', ...PERMISSIONS), // a stub says no more than the id that was asked for
    fields: {
      id: withObject,
      credits: personAndNameReaders,
      achievements: personAndNameReaders,
    },
  },
  Credit: {
    subject: ({ organizationId, userId }: CreditType): Subject => ({ organizationId, userId }),
    fields: {
      id: withObject,
      person: seesNames, // null without an error
      personRef: withObject,
      organization: withObject,
      achievement: withObject,
      state: withObject,
      associatedAt: withObject,
      expectedBy: withObject,
      countedAt: withObject,
      dropsAt: withObject,
      reasons: withObject,
      contributesTo: withObject,
    },
  },
  SkillsReport: openWithObject,
  SkillsReportConnection: openWithObject,
  SkillsReportEdge: openWithObject,
  DesignationHistoryPoint: openWithObject,
  SkillBreakdown: openWithObject,
  SkillBreakdownGroup: openWithObject,
  SkillBreakdownRest: openWithObject,
  SkillsReportTotals: openWithObject,
  SkillsReportReview: openWithObject,
  DesignationReview: openWithObject,
  SkillsReportDifferenceConnection: openWithObject,
  SkillsReportDifferenceEdge: openWithObject,
  SkillsReportDifference: {
    subject: ({ organizationId }: SkillsReportDifferenceType): Subject => ({ organizationId }),
    fields: {
      kind: withObject,
      reason: withObject,
      at: withObject,
      personRef: withObject,
      person: reportNames, // null without an error
      credential: withObject,
    },
  },
  SkillsReportChanges: openWithObject,
  SkillsReportChange: openWithObject, // names: see SkillsReportRow
  SkillsReportChangeConnection: openWithObject,
  SkillsReportChangeEdge: openWithObject,
  CredentialCount: openWithObject,
  SkillsReportRow: {
    subject: ({ organizationId }: SkillsReportRowType): Subject => ({ organizationId }),
    fields: {
      id: withObject,
      person: reportNames, // null without an error, as the three below
      personRef: withObject,
      personName: reportNames,
      email: reportNames,
      profileId: reportNames,
      source: withObject,
      credential: withObject,
      achievedAt: withObject,
      expiresOn: withObject,
      associatedSince: withObject,
      relevantTo: withObject,
      leaving: withObject,
    },
  },
  SkillsReportRowConnection: openWithObject,
  SkillsReportRowEdge: openWithObject,
  SkillRisk: {
    subject: ({ organizationId, userId }: SkillRiskType): Subject => ({ organizationId, userId }),
    fields: {
      personRef: withObject,
      person: seesNames, // null without an error
      designation: withObject,
      pointsLost: withObject,
      closesStep: withObject,
      losesDesignation: withObject,
      together: withObject, // each person as PersonReference says
      cause: withObject,
      on: withObject,
    },
  },
  ForecastPoint: openWithObject,
  Recalculation: openWithObject,
  PathStep: {
    subject: (step: Subject): Subject => step,
    fields: {
      personRef: withObject,
      person: seesNames, // null without an error
      newPerson: withObject,
      credential: withObject,
      exams: withObject,
      pointsGained: withObject,
    },
  },
  CheapestPlan: openWithObject,
  PathObstacle: openWithObject,
  PersonReference: {
    subject: ({ organizationId, userId }: PersonReferenceType): Subject => ({ organizationId, userId }),
    fields: {
      personRef: withObject,
      person: seesNames, // null without an error
    },
  },
  LearnIndividual: {
    subject: ({ organizationId, userId }: LearnIndividualType): Subject => ({ organizationId, userId }),
    fields: {
      person: seesNames, // null without an error
      personRef: withObject,
      moduleCompletions: withObject,
      learningPathCompletions: withObject,
    },
  },
  LearnAnalytics: openWithObject,
  LearnAnalyticsMonth: openWithObject,
  LearnAnalyticsSlice: openWithObject,
  LearnIndividualConnection: openWithObject,
  LearnIndividualEdge: openWithObject,
  Credential: openWithObject,
  Achievement: openWithObject,
  AchievementConnection: openWithObject,
  AchievementEdge: openWithObject,
  CreditConnection: openWithObject,
  CreditEdge: openWithObject,
  Contribution: openWithObject,
  DesignationProgress: openWithObject,
  MetricProgress: openWithObject,
  QualificationWindow: openWithObject,
  StepProgress: openWithObject,
  PartnerFact: openWithObject,
  SpecializationProgress: openWithObject,
  SpecializationRequirement: openWithObject,
  Gap: openWithObject,
  Ruleset: openWithObject,
  RulesetDesignation: openWithObject,
  RulesetMetric: openWithObject,
  RulesetMetricTrack: openWithObject,
  RulesetStep: openWithObject,
  RulesetCredential: openWithObject,
  RulesetFigure: openWithObject,
  FigureThreshold: openWithObject,
  TrackRule: openWithObject,
  DesignationTitle: openWithObject,
  MetricTitle: openWithObject,
  PageInfo: openWithObject,
  RecordAchievementsSuccess: openWithObject,
  RefusedItem: openWithObject,
  ExpiryNotTaken: openWithObject,
  InvalidAchievementError: openWithObject,
  RevokeAchievementSuccess: openWithObject,
  AchievementNotFoundError: openWithObject,
  RecordPartnerMetricSuccess: openWithObject,
  UnknownMetricError: openWithObject,
};
