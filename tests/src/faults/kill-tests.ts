import { startDeliveries } from './deliveries.js';
import { exportFile, presentExports } from './exports.js';
import type { FaultSuite } from './fault-suite.js';
import { IMPORTER, importer } from './imports.js';
import { killDuring } from './kill-run.js';
import { linkPerson, presentLinks } from './links.js';
import type { Kill } from './network/kill-points.js';
import { reports } from './reports.js';

/** How many of the points are tried, and when no further kill begins. */
export type Extent = { readonly wanted: number | 'all'; readonly milliseconds: number };

const of =
  (...victims: readonly string[]) =>
  ({ victim }: Kill): boolean =>
    victims.includes(victim);

/** Kills of these processes during links: each is made once, and its credit counts once. */
export async function killDuringLinks(suite: FaultSuite, extent: Extent, victims: readonly string[]): Promise<void> {
  const cluster = suite.cluster();
  const work = () => linkPerson(cluster, suite.history(), suite.nextPerson());
  const run = await killDuring(cluster, suite.history(), { ...extent, work, isWanted: of(...victims) });
  await suite.expectHeld(`kills of ${victims.join(', ')} during links`, await presentLinks(cluster, suite.linked()), {
    run,
  });
}

/** Kills of an import and of PostgreSQL during it: started again, it records each row once. */
export async function killDuringImports(suite: FaultSuite, extent: Extent): Promise<void> {
  const imports = importer(suite.cluster(), suite.history());
  const plan = { ...extent, work: imports.importFile, isWanted: of(IMPORTER), killOther: imports.kill };
  try {
    const run = await killDuring(suite.cluster(), suite.history(), plan);
    await suite.expectHeld('kills during imports', await imports.present(run.kills + 2), { run });
  } finally {
    imports.remove();
  }
}

/** Kills of credits while it makes an export: the file is whole, and made once. */
export async function killDuringExports(suite: FaultSuite, extent: Extent): Promise<void> {
  const cluster = suite.cluster();
  const work = (number: number) => exportFile(cluster, suite.history(), number);
  const run = await killDuring(cluster, suite.history(), { ...extent, work, isWanted: of('credits') });
  await suite.expectHeld('kills during exports', await presentExports(cluster, run.kills + 2), { run });
}

/** Kills of credits from an achievement to its event at a webhook: recorded once, and one event, which arrives. */
export async function killDuringDeliveries(suite: FaultSuite, extent: Extent): Promise<void> {
  const cluster = suite.cluster();
  const people = suite.everLinked();
  const deliveries = await startDeliveries(cluster, suite.history());
  const work = async (number: number): Promise<void> => {
    const person = people[number];
    if (person === undefined) throw new Error('Too few people are linked.');
    await deliveries.deliver(person, number);
  };
  try {
    const run = await killDuring(cluster, suite.history(), { ...extent, work, isWanted: of('credits') });
    await suite.expectHeld('kills during deliveries', await deliveries.present(), { run });
    process.stderr.write(`${deliveries.repeated()} requests of webhooks repeated under the same id\n`);
  } finally {
    await deliveries.stop();
  }
}

/** After a start credits waits so long for events from before, and once more when the minute passes meanwhile. */
const LATE_REPORT_MILLISECONDS = 60_000;

/** Kills of credits while it publishes a Skills Report: it is published once, and says the same as before. */
export async function killDuringReports(
  suite: FaultSuite,
  { isHurried, ...extent }: Extent & { readonly isHurried: boolean },
): Promise<void> {
  const { publish: work, present } = reports(suite.cluster(), suite.history(), isHurried);
  const run = await killDuring(suite.cluster(), suite.history(), { ...extent, work, isWanted: of('credits') });
  const more = isHurried ? { run } : { run, outageAllowed: LATE_REPORT_MILLISECONDS };
  await suite.expectHeld(`kills during reports${isHurried ? '' : ', without hands'}`, present(), more);
}
