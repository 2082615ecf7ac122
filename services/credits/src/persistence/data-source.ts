import { DataSource } from 'typeorm';
import { AchievementRow } from './achievement.row.js';
import { AchievementLoadRow } from './achievement-load.row.js';
import { AchievementReportRow } from './achievement-report.row.js';
import { AssociationRow } from './association.row.js';
import { CountedListRow } from './counted-list.row.js';
import { CredentialListRow } from './credential-list.row.js';
import { CreditRow } from './credit.row.js';
import { DepartureRow } from './departure.row.js';
import { HolderChangeRow } from './holder-change.row.js';
import { HolderDayRow } from './holder-day.row.js';
import { HolderMonthRow } from './holder-month.row.js';
import { HoldingRow } from './holding.row.js';
import { LearnChangeRow } from './learn-change.row.js';
import { LearnerRow } from './learner.row.js';
import { OrganizationRow } from './organization.row.js';
import { PartnerFigureRow } from './partner-figure.row.js';
import { PersonRefRow } from './person-ref.row.js';
import { PersonToWorkOutRow } from './person-to-work-out.row.js';
import { ProfileMergeRow } from './profile-merge.row.js';
import { RuleDataRow } from './rule-data.row.js';
import { SkillsReportRow } from './skills-report.row.js';
import { SkillsReportCountRow } from './skills-report-count.row.js';
import { SkillsReportCredentialRow } from './skills-report-credential.row.js';
import { SkillsReportEntryRow } from './skills-report-entry.row.js';
import { SkillsReportNumberRow } from './skills-report-number.row.js';
import { SkillsReportOrderRow } from './skills-report-order.row.js';
import { SkillsReportPersonRow } from './skills-report-person.row.js';
import { SkillsReportPresenceRow } from './skills-report-presence.row.js';
import { TrainingCompletionRow } from './training-completion.row.js';
import { TrainingItemRow } from './training-item.row.js';
import { UserAccountRow } from './user-account.row.js';
import { UserAccountPastRow } from './user-account-past.row.js';

/** Every table of the service as TypeORM knows it. */
export const ENTITIES = [
  OrganizationRow,
  UserAccountRow,
  UserAccountPastRow,
  AssociationRow,
  PersonRefRow,
  AchievementRow,
  AchievementReportRow,
  AchievementLoadRow,
  TrainingCompletionRow,
  TrainingItemRow,
  LearnerRow,
  LearnChangeRow,
  CreditRow,
  PartnerFigureRow,
  ProfileMergeRow,
  RuleDataRow,
  PersonToWorkOutRow,
  HoldingRow,
  CredentialListRow,
  CountedListRow,
  HolderChangeRow,
  HolderDayRow,
  HolderMonthRow,
  DepartureRow,
  SkillsReportRow,
  SkillsReportCredentialRow,
  SkillsReportPersonRow,
  SkillsReportEntryRow,
  SkillsReportCountRow,
  SkillsReportOrderRow,
  SkillsReportNumberRow,
  SkillsReportPresenceRow,
];

/** The writing side of the service's schema, as the app role. The schema itself comes from migrations alone. */
export function creditsDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: 'credits',
    entities: ENTITIES,
    synchronize: false,
    installExtensions: false,
    extra: { max: 8, connectionTimeoutMillis: 3_000 },
  });
}
