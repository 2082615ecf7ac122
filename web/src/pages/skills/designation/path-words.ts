import type { PathObstacleReason, PlanFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import type { Known } from '../../../text/words.ts';
import { pointsOf } from '../standing.ts';

/** What the plan takes, or that there is none. */
export function pathSentence({ reachable, exams, people, steps }: PlanFragment, attained: boolean): string {
  if (!reachable)
    return attained
      ? 'It is attained. Certifications alone cannot fill all its points:'
      : 'Certifications alone do not attain it:';
  if (steps.length === 0) return 'It is attained, and certifications cannot add more points.';
  const effort = `${counted(exams ?? 0, 'exam', 'exams')} by ${counted(people ?? 0, 'person', 'people')}`;
  return attained ? `It is attained. ${effort} would add all points in reserve.` : `${effort} would attain it.`;
}

type Obstacle = PlanFragment['obstacles'][number];

const OBSTACLES: Readonly<Record<Known<PathObstacleReason>, (about: About) => string>> = {
  METRIC_AT_ZERO: ({ metric }) => `${metric} is at 0. A partner figure has to raise it.`,
  NOTHING_TO_EARN: ({ metric, missing }) =>
    `No certification that can be earned today adds the ${missing} missing in ${metric}.`,
  SCORE_TOO_LOW: ({ missing }) =>
    `${missing} are missing even with every certification. Partner figures have to add them.`,
};

type About = { readonly metric: string; readonly missing: string };

/** What keeps certifications from attaining it, and what else has to happen. */
export function obstacleSentence(
  { reason, metric, pointsMissing }: Obstacle,
  metrics: readonly { readonly code: string; readonly title: string }[],
): string {
  const about: About = {
    metric: metrics.find(({ code }) => code === metric)?.title ?? metric ?? 'the score',
    missing: pointsOf(pointsMissing),
  };
  return Object.hasOwn(OBSTACLES, reason) ? OBSTACLES[reason as Known<PathObstacleReason>](about) : reason;
}
