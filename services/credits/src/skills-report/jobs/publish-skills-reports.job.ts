import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { enqueueMissingReports, publishMissingReports } from '../application/publish-skills-reports.js';
import { PUBLISH_SKILLS_REPORTS } from '../store/skills-report-publication.store.js';

const FIND_MISSING_SKILLS_REPORTS = 'find-missing-skills-reports';

/** Runs every minute and finds due reports by their absence. */
export const REPORT_CRONTAB = `* * * * * ${FIND_MISSING_SKILLS_REPORTS} ?max=3`;

/**
 * The jobs that publish Skills Reports; `settleSeconds` pass between the detection of a missing report and its
 * publication.
 */
export function reportTasks(dependencies: Dependencies, settleSeconds: number): TaskList {
  return {
    [FIND_MISSING_SKILLS_REPORTS]: async () => enqueueMissingReports(dependencies, settleSeconds),
    [PUBLISH_SKILLS_REPORTS]: async () => publishMissingReports(dependencies),
  };
}
