import { CreateCopies1764000000000 } from './1764000000000-create-copies.js';
import { CreateAchievement1764000100000 } from './1764000100000-create-achievement.js';
import { CreateCredit1764000200000 } from './1764000200000-create-credit.js';
import { CreateIdempotencyKey1764000300000 } from './1764000300000-create-idempotency-key.js';
import { CreatePartnerFigure1764300000000 } from './1764300000000-create-partner-figure.js';
import { CreateProfileMerge1764300100000 } from './1764300100000-create-profile-merge.js';
import { RememberDepartures1764500100000 } from './1764500100000-remember-departures.js';
import { CreateSkillsReport1764500110000 } from './1764500110000-create-skills-report.js';
import { PrepareMonthsOnce1764500120000 } from './1764500120000-prepare-months-once.js';
import { AnalyzeSkillsReports1764500130000 } from './1764500130000-analyze-skills-reports.js';
import { CompareSkillsReports1764500140000 } from './1764500140000-compare-skills-reports.js';
import { SearchWithinReach1764500150000 } from './1764500150000-search-within-reach.js';
import { CreateAchievementLoad1764500300000 } from './1764500300000-create-achievement-load.js';
import { FindOverdueCredits1764500400000 } from './1764500400000-find-overdue-credits.js';
import { CreateHolding1764500500000 } from './1764500500000-create-holding.js';
import { CreateLearner1764500700000 } from './1764500700000-create-learner.js';
import { CreateLearnChange1764500710000 } from './1764500710000-create-learn-change.js';
import { OrderSkillsReports1764500900000 } from './1764500900000-order-skills-reports.js';
import { SumHolderChanges1764600000000 } from './1764600000000-sum-holder-changes.js';
import { FindFirstToPay1764600100000 } from './1764600100000-find-first-to-pay.js';
import { FindOldAnswers1764600200000 } from './1764600200000-find-old-answers.js';
import { MarkPeopleToWorkOut1764600300000 } from './1764600300000-mark-people-to-work-out.js';
import { KeepDepartmentAndCountry1765000200000 } from './1765000200000-keep-department-and-country.js';
import { KeepRuleDataVersion1765000400000 } from './1765000400000-keep-rule-data-version.js';
import { MoveExpiries1765000410000 } from './1765000410000-move-expiries.js';
import { DeriveFromExams1765000420000 } from './1765000420000-derive-from-exams.js';
import { KeepProfilesBeforeMerges1765000600000 } from './1765000600000-keep-profiles-before-merges.js';
import { RememberMoves1765000610000 } from './1765000610000-remember-moves.js';
import { KeepWherePeopleWorked1765000620000 } from './1765000620000-keep-where-people-worked.js';

/** Every migration in order. Added to, never edited. */
export const MIGRATIONS = [
  CreateCopies1764000000000,
  CreateAchievement1764000100000,
  CreateCredit1764000200000,
  CreateIdempotencyKey1764000300000,
  CreatePartnerFigure1764300000000,
  CreateProfileMerge1764300100000,
  RememberDepartures1764500100000,
  CreateSkillsReport1764500110000,
  PrepareMonthsOnce1764500120000,
  AnalyzeSkillsReports1764500130000,
  CompareSkillsReports1764500140000,
  SearchWithinReach1764500150000,
  CreateAchievementLoad1764500300000,
  FindOverdueCredits1764500400000,
  CreateHolding1764500500000,
  CreateLearner1764500700000,
  CreateLearnChange1764500710000,
  OrderSkillsReports1764500900000,
  SumHolderChanges1764600000000,
  FindFirstToPay1764600100000,
  FindOldAnswers1764600200000,
  MarkPeopleToWorkOut1764600300000,
  KeepDepartmentAndCountry1765000200000,
  KeepRuleDataVersion1765000400000,
  MoveExpiries1765000410000,
  DeriveFromExams1765000420000,
  KeepProfilesBeforeMerges1765000600000,
  RememberMoves1765000610000,
  KeepWherePeopleWorked1765000620000,
];
