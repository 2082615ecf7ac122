import { DataSource } from 'typeorm';
import { AchievementRow } from '../achievements/store/achievement.row.js';
import { AchievementReportRow } from '../achievements/store/achievement-report.row.js';
import { ProfileMergeRow } from '../achievements/store/profile-merge.row.js';
import { TrainingCompletionRow } from '../achievements/store/training-completion.row.js';
import { TrainingItemRow } from '../achievements/store/training-item.row.js';
import { CreditRow } from '../credits/store/credit.row.js';
import { CountedListRow } from '../holdings/store/counted-list.row.js';
import { CredentialListRow } from '../holdings/store/credential-list.row.js';
import { HolderChangeRow } from '../holdings/store/holder-change.row.js';
import { HolderDayRow } from '../holdings/store/holder-day.row.js';
import { HolderMonthRow } from '../holdings/store/holder-month.row.js';
import { HoldingRow } from '../holdings/store/holding.row.js';
import { LearnChangeRow } from '../holdings/store/learn-change.row.js';
import { LearnerRow } from '../holdings/store/learner.row.js';
import { PersonToWorkOutRow } from '../holdings/store/person-to-work-out.row.js';
import { AchievementLoadRow } from '../importing/store/achievement-load.row.js';
import { AssociationRow } from '../members/store/association.row.js';
import { DepartureRow } from '../members/store/departure.row.js';
import { OrganizationRow } from '../members/store/organization.row.js';
import { PersonRefRow } from '../members/store/person-ref.row.js';
import { UserAccountRow } from '../members/store/user-account.row.js';
import { UserAccountPastRow } from '../members/store/user-account-past.row.js';
import { RuleDataRow } from '../rules/store/rule-data.row.js';
import { PartnerFigureRow } from '../scores/store/partner-figure.row.js';
import { SkillsReportRow } from '../skills-report/store/rows/skills-report.row.js';
import { SkillsReportCountRow } from '../skills-report/store/rows/skills-report-count.row.js';
import { SkillsReportCredentialRow } from '../skills-report/store/rows/skills-report-credential.row.js';
import { SkillsReportEntryRow } from '../skills-report/store/rows/skills-report-entry.row.js';
import { SkillsReportNumberRow } from '../skills-report/store/rows/skills-report-number.row.js';
import { SkillsReportOrderRow } from '../skills-report/store/rows/skills-report-order.row.js';
import { SkillsReportPersonRow } from '../skills-report/store/rows/skills-report-person.row.js';
import { SkillsReportPresenceRow } from '../skills-report/store/rows/skills-report-presence.row.js';

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
