import { type Cluster, startCluster } from './cluster.js';
import { HistoryRecorder } from './judge/history.js';
import { brokenInvariants } from './judge/invariants.js';
import { judgeHistory, violationsOf } from './judge/judge-history.js';
import type { KillRun } from './kill-run.js';
import type { Person } from './world.js';

/** Recovery without hands takes less. */
const OUTAGE_ALLOWED_MILLISECONDS = 10_000;
const START_MILLISECONDS = 300_000;

type SuiteSettings = { readonly environment?: Record<string, string>; readonly outageAllowed?: number };

type Expected = { readonly run?: KillRun; readonly outageAllowed?: number };

/** A cluster for the tests of a group, with a history for each test. */
export type FaultSuite = {
  cluster(): Cluster;
  history(): HistoryRecorder;
  /** A person who has not linked yet. */
  nextPerson(): Person;
  /** The people who were given out in this test. */
  linked(): readonly Person[];
  /** The people who were given out so far. */
  everLinked(): readonly Person[];
  /** Expects that the history explains the state, and that every invariant holds; prints the figures. */
  expectHeld(what: string, present: ReadonlyMap<string, number>, more?: Expected): Promise<void>;
};

/** Starts a cluster before the tests of a group and stops it after them. */
export function faultSuite(
  people: number,
  { environment = {}, outageAllowed: usual = OUTAGE_ALLOWED_MILLISECONDS }: SuiteSettings = {},
): FaultSuite {
  let cluster: Cluster;
  let history: HistoryRecorder;
  let [given, before] = [0, 0];
  beforeAll(async () => {
    cluster = await startCluster({ people, environment });
  }, START_MILLISECONDS);
  beforeEach(() => {
    history = new HistoryRecorder();
    before = given;
  });
  afterAll(() => cluster.stop());
  return {
    cluster: () => cluster,
    history: () => history,
    nextPerson() {
      given += 1;
      const person = cluster.people[given];
      if (person === undefined) throw new Error(`${people} people are too few.`);
      return person;
    },
    linked: () => cluster.people.slice(before + 1, given + 1),
    everLinked: () => cluster.people.slice(1, given + 1),
    async expectHeld(what, present, { run, outageAllowed = usual } = {}) {
      const verdict = judgeHistory(history, present);
      const { acknowledged, unknown, lost, twice, longestOutage } = verdict;
      const kills = run && `${run.kills} kills at ${run.points} points (${run.atTheirPoint} exactly there), `;
      process.stderr.write(
        `${what}: ${kills ?? `${history.faults.length} faults, `}${acknowledged} effects acknowledged, ` +
          `${unknown} attempts without an answer, ${lost.length} lost, ${twice.length} twice, ` +
          `longest outage ${(longestOutage / 1_000).toFixed(1)} s\n`,
      );
      expect(violationsOf(verdict, outageAllowed)).toEqual([]);
      expect(await brokenInvariants(cluster)).toEqual([]);
    },
  };
}
