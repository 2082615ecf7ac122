import { spawnSync } from 'node:child_process';

export type Environment = Record<string, string | undefined>;

const startsAtAnInstant = /^@\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/;

/**
 * Makes all processes agree on a moved time. libfaketime with `@<instant>` starts every process at that instant; the
 * distance from the real time is the same for all of them.
 */
export function oneClockForAll(environment: Environment): Environment {
  const { FAKETIME, LD_PRELOAD } = environment;
  if (LD_PRELOAD === undefined || FAKETIME === undefined || !startsAtAnInstant.test(FAKETIME)) return environment;
  const distance = (Date.now() - realTime(environment)) / 1000;
  return { ...environment, FAKETIME: `${distance < 0 ? '' : '+'}${distance.toFixed(3)}`, FAKETIME_SHARED: undefined };
}

function realTime(environment: Environment): number {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'LD_PRELOAD'));
  const answer = spawnSync(process.execPath, ['-p', 'Date.now()'], { env, encoding: 'utf8' });
  return Number(answer.stdout);
}
