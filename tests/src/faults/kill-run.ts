import { type Cluster, VICTIMS, type Victim } from './cluster.js';
import type { HistoryRecorder } from './judge/history.js';
import { type Kill, killsFor, someOf, spread } from './network/kill-points.js';

/** How a run of kills went. */
export type KillRun = {
  /** Points of the work at which a process can be killed. */
  readonly points: number;
  readonly kills: number;
  /** Kills at their point; at the others the work took another way, and the process was killed after it. */
  readonly atTheirPoint: number;
};

export type KillPlan = {
  /** Done once without a fault, and once for each kill. */
  work(number: number): Promise<void>;
  /** All points, or some of them. */
  wanted: number | 'all';
  /** No kill begins later, so that a run has an end. */
  milliseconds: number;
  isWanted?: (kill: Kill) => boolean;
  /** Kills a program that is no process of the product. */
  killOther?: (victim: string) => void;
};

/** Records the steps of the work, and does it once for each kill: at its point a process is killed with -9. */
export async function killDuring(cluster: Cluster, history: HistoryRecorder, plan: KillPlan): Promise<KillRun> {
  const isWanted = plan.isWanted ?? (({ victim }) => isProcess(victim));
  // What is done for the first time takes another way.
  await plan.work(0);
  const points = killsFor(await cluster.network.record(() => plan.work(1))).filter(isWanted);
  const kills = plan.wanted === 'all' ? spread(points) : someOf(points, plan.wanted);
  const deadline = performance.now() + plan.milliseconds;
  let [done, atTheirPoint] = [0, 0];
  for (const { victim, point } of kills) {
    if (performance.now() > deadline) break;
    const kill = (): void => {
      history.inflict(victim, `${point.when} ${point.step.to}: ${point.step.name} (${point.occurrence})`);
      if (isProcess(victim)) cluster.kill(victim);
      else plan.killOther?.(victim);
    };
    const disarm = cluster.network.arm(point, kill);
    await plan.work(2 + done);
    done += 1;
    if (disarm()) atTheirPoint += 1;
    else kill();
    await cluster.untilReady();
  }
  return { points: points.length, kills: done, atTheirPoint };
}

function isProcess(victim: string): victim is Victim {
  return (VICTIMS as readonly string[]).includes(victim);
}
