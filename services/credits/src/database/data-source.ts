import { DataSource } from 'typeorm';
import { AchievementReportRow } from '../achievements/store/achievement-report.row.js';
import { CreditRow } from '../credits/store/credit.row.js';
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
  AchievementReportRow,
  CreditRow,
  PartnerFigureRow,
  RuleDataRow,
  SkillsReportRow,
  SkillsReportCredentialRow,
  SkillsReportPersonRow,
  SkillsReportEntryRow,
  SkillsReportCountRow,
  SkillsReportOrderRow,
  SkillsReportNumberRow,
  SkillsReportPresenceRow,
];

/** The connection that writes, as the app role. Migrations alone change the schema. */
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
