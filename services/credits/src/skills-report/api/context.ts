import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { ContextWith } from '../../dependencies.js';
import type { DesignationContext } from '../../scores/api/types/designation-terms.type.js';
import type { DesignationOutcome } from '../../scores/domain/designation.js';
import type { Day } from '../../values/domain/day.js';
import { skillsReports } from './skills-reports.loader.js';

/** The GraphQL context of Skills Reports. */
export type SkillsReportContext = ContextWith<
  ReturnType<typeof skillsReportLoaders> &
    DesignationContext['loaders'] & {
      /** From scores: the designations of a day as they are known now. */
      score(organizationId: string, on: Day | null): Promise<{ readonly designations: readonly DesignationOutcome[] }>;
    }
>;

/** Fresh loaders for one request. */
export function skillsReportLoaders(reads: RequestReads) {
  return { skillsReports: skillsReports(reads) };
}
