import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultSuite } from './fault-suite.js';
import { linkPerson, presentLinks } from './links.js';

const HOUR = 3_600_000;

/** The clock of all processes but PostgreSQL. */
export function movedClock() {
  const file = join(mkdtempSync(join(tmpdir(), 'skill-link-faults-clock-')), 'milliseconds');
  const set = (milliseconds: number): void => {
    writeFileSync(`${file}.new`, String(milliseconds));
    renameSync(`${file}.new`, file);
  };
  set(0);
  const shim = new URL('moved-clock.mjs', import.meta.url).href;
  return { environment: { NODE_OPTIONS: `--import=${shim}`, FAULT_CLOCK_FILE: file }, set };
}

const MONTHS = 'SELECT month::text, count(*)::integer AS reports FROM credits.skills_report GROUP BY 1 ORDER BY 1';
const NEGATIVE = 'SELECT id FROM association.association WHERE ended_at < started_at';

/** The clock goes back an hour, then forward a day: links go on, no interval is negative, no report comes twice. */
export async function stepClock(suite: FaultSuite, set: (milliseconds: number) => void): Promise<void> {
  const cluster = suite.cluster();
  await linkPerson(cluster, suite.history(), suite.nextPerson());
  for (const [moved, what] of [
    [-HOUR, 'an hour back'],
    [23 * HOUR, 'a day forward'],
  ] as const) {
    suite.history().inflict('clock', what);
    set(moved);
    // Each process has read the file by then.
    await pause(100);
    await linkPerson(cluster, suite.history(), suite.nextPerson());
    await linkPerson(cluster, suite.history(), suite.nextPerson());
  }
  const months = await cluster.sql<{ reports: number }>(MONTHS);
  expect(months.filter(({ reports }) => reports !== 1)).toEqual([]);
  expect(await cluster.sql(NEGATIVE)).toEqual([]);
  await suite.expectHeld('clock stepped', await presentLinks(cluster, suite.linked()));
}
