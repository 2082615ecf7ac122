import { isSame, type Point, type Step } from './fault-network.js';

/** A point and the process that is killed there. */
export type Kill = { readonly victim: string; readonly point: Point };

/** A transaction begins with several statements, of which the last one alone is a step. */
const BEGINNING = /^(START TRANSACTION|SET TRANSACTION|SET LOCAL)/;
/** Workers look for jobs and for dead workers, whatever goes on. */
const LOOKING = /_private_jobs (as )?jobs? where|^with j as \(|_private_jobs WHERE locked/;

/**
 * Every kill for steps that were recorded. A process is killed before each of its steps: what it had done until then is
 * stored, what it was about to do is not. A service is also killed when its answer to a request is on the way; PostgreSQL
 * when a COMMIT arrives, and when it has answered one.
 */
export function killsFor(steps: readonly Step[]): Kill[] {
  const seen: Step[] = [];
  return steps
    .filter(({ name }) => !BEGINNING.test(name) && !LOOKING.test(name))
    .flatMap((step) => {
      seen.push(step);
      const occurrence = seen.filter((one) => isSame(one, step)).length;
      return killsAt(step, occurrence);
    });
}

function killsAt(step: Step, occurrence: number): Kill[] {
  const at = (victim: string, when: Point['when']): Kill[] => [{ victim, point: { step, occurrence, when } }];
  if (step.to !== 'postgres') return [...at(step.by, 'before'), ...at(step.to, 'answered')];
  if (step.name !== 'COMMIT') return at(step.by, 'before');
  return [
    ...at(step.by, 'before'),
    ...at(step.by, 'answered'),
    ...at('postgres', 'before'),
    ...at('postgres', 'answered'),
  ];
}

/** As many of the kills as wanted, spread evenly over the steps and with every victim among them. */
export function someOf(kills: readonly Kill[], wanted: number): Kill[] {
  const byVictim = [...Map.groupBy(kills, ({ victim }) => victim).values()];
  const ofEach = Math.ceil(wanted / byVictim.length);
  return byVictim.flatMap((all) =>
    Array.from(
      { length: Math.min(ofEach, all.length) },
      (_, index) => all[Math.floor(((index + 0.5) * all.length) / ofEach)],
    ).flatMap((kill) => kill ?? []),
  );
}

/** The same kills in another order, so that a run that ends early has tried points of all parts of the work. */
export function spread(kills: readonly Kill[]): Kill[] {
  const apart = 4;
  return Array.from({ length: apart }, (_, first) => kills.filter((_kill, index) => index % apart === first)).flat();
}
