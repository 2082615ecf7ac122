import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { rejected, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { EXIT_CODE } from '@app/subgraph-kit/commands/exit-code';
import { publishReportsUntil, SETTLE_SECONDS } from '../skills-report/application/publish-skills-reports.js';
import { dayOf, firstInstantOf, parseDay } from '../values/domain/day.js';
import { withCredits } from './with-credits.js';

/**
 * Publishes the missing Skills Reports of all refreshes up to a day, as the job does. Events of the last seconds may
 * still be in delivery: a refresh of that time is left to the job.
 */
export async function refreshReports(asOf: string, run: CommandRun): Promise<CommandResult> {
  const day = parseDay(asOf);
  if (day === undefined) throw wrongCall('--as-of: this is no day.', 'A day is YYYY-MM-DD.');
  return withCredits(run, async ({ deps }) => {
    const now = deps.clock.now();
    if (day > dayOf(now))
      throw rejected('DAY_IN_THE_FUTURE', 'A report is published after its refresh.', `--as-of ${dayOf(now)}`);
    const settled = new Date(now.getTime() - SETTLE_SECONDS * 1_000);
    const until = firstInstantOf(day) < settled ? firstInstantOf(day) : settled;
    const { published, waiting, failures } = await publishReportsUntil(deps, until);
    const inPart = waiting.length > 0 || failures.size > 0;
    return {
      text: [
        published.length === 0 && !inPart ? `No report is missing as of ${day}.` : `${published.length} published.`,
        ...published.map(({ month, organizationId }) => `  ${month}  ${organizationId}`),
        ...waiting.map(
          ({ month, organizationId }) =>
            `  ${month}  ${organizationId}  waits for a recalculation or for another process`,
        ),
        ...[...failures].map(([organizationId, { message }]) => `  failed   ${organizationId}  ${message}`),
      ],
      data: {
        asOf: day,
        published,
        waiting,
        failed: [...failures].map(([organizationId, { message }]) => ({ organizationId, message })),
      },
      exitCode: !inPart ? EXIT_CODE.done : published.length > 0 ? EXIT_CODE.doneInPart : EXIT_CODE.failed,
    };
  });
}
