import { readFile } from 'node:fs/promises';
import { systemClock } from '@app/subgraph-kit/clock';
import { createLog } from '@app/subgraph-kit/log';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { z } from 'zod';
import type { Dependencies } from './dependencies.js';
import { readDemonstrationEnvironment } from './environment.js';
import { recordAchievements } from './operations/record-achievements/record-achievements.js';
import { creditsDataSource } from './persistence/data-source.js';
import { firstRecorded } from './persistence/report.store.js';
import { loadRules } from './rules/load-rules.js';

const DAY_IN_MILLISECONDS = 86_400_000;

// Of the demonstration file, what concerns credits; the rest is for the other services.
const world = z.object({
  achievements: z.array(
    z.object({
      externalId: z.string(),
      source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
      profileId: z.string(),
      credentialCode: z.string(),
      achievedDaysAgo: z.number().min(0),
    }),
  ),
});
type DemonstrationAchievement = z.output<typeof world>['achievements'][number];

const environment = readDemonstrationEnvironment();
const log = createLog('credits');
const rules = loadRules();
const { achievements } = world.parse(JSON.parse(await readFile(environment.DEMONSTRATION_FILE, 'utf8')));
const dataSource = await creditsDataSource(environment.CREDITS_DATABASE_URL).initialize();
try {
  const start = await firstStart();
  if (start === null) log.info('there are achievements already');
  else log.info({ recorded: await seed(start) }, 'demonstration achievements recorded');
} finally {
  await dataSource.destroy();
}

/** Now, or the start at which part of the file was recorded before something broke off; null where others' data is. */
async function firstStart(): Promise<Date | null> {
  const known = await inTransaction(dataSource, 'every-organization', (manager) => firstRecorded(manager));
  if (known === null) return systemClock.now();
  const same = achievements.find(({ externalId }) => externalId === known.externalId);
  return same ? new Date(known.achievedAt.getTime() + offsetOf(same)) : null;
}

/** Each is recorded through the use case as the feed would have done: hours after it was achieved. */
async function seed(start: Date): Promise<number> {
  let total = 0;
  for (const achievement of achievements) {
    const { externalId, source, profileId, credentialCode } = achievement;
    const achievedAt = new Date(start.getTime() - offsetOf(achievement));
    const recordedAt = new Date(Math.min(achievedAt.getTime() + DAY_IN_MILLISECONDS / 4, start.getTime()));
    const dependencies: Dependencies = {
      dataSource,
      clock: { now: () => recordedAt },
      rules,
      creditDeadlineDays: environment.CREDIT_DEADLINE_DAYS,
    };
    const outcome = await recordAchievements(dependencies, {
      caller: { kind: 'operator', clientId: 'demonstration', permissions: ['achievements:write'] },
      source,
      items: [{ externalId, profileId, credentialCode, achievedAt }],
      idempotencyKey: null,
    });
    if (outcome.kind !== 'recorded' || outcome.refused.length > 0) {
      throw new Error(`The demonstration achievement ${externalId} is refused: ${JSON.stringify(outcome)}`);
    }
    total += outcome.recorded;
  }
  return total;
}

function offsetOf({ achievedDaysAgo }: DemonstrationAchievement): number {
  return Math.round(achievedDaysAgo * DAY_IN_MILLISECONDS);
}
