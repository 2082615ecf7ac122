import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { askForMissingReports, takeMissingReports } from '../application/take-skills-reports.js';
import { TAKE_SKILLS_REPORTS } from '../store/skills-report-publication.store.js';

const FIND_MISSING_SKILLS_REPORTS = 'find-missing-skills-reports';

/** Every minute: what is due is found by what is missing. */
export const REPORT_CRONTAB = `* * * * * ${FIND_MISSING_SKILLS_REPORTS} ?max=3`;

/** The jobs behind Skills Reports; `settleSeconds` pass between noticing that one is missing and taking it. */
export function reportTasks(dependencies: Dependencies, settleSeconds: number): TaskList {
  return {
    [FIND_MISSING_SKILLS_REPORTS]: async () => askForMissingReports(dependencies, settleSeconds),
    [TAKE_SKILLS_REPORTS]: async () => takeMissingReports(dependencies),
  };
}
