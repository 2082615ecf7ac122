import { fixedClock } from '@app/test-kit/fixed-clock';
import { afterAll, beforeAll, test } from '@jest/globals';
import fc from 'fast-check';
import { beginnings, compareAllLinks, linkingCommands } from './commands/commands.js';
import { historiesToLive, modelSeed, USUAL_HISTORIES } from './environment.js';
import { Reference } from './reference/reference.js';
import { isolatedStarts } from './system/isolated-starts.js';
import type { YearMode } from './system/linking-system.js';
import { type Organizations, registerOrganizations } from './system/organizations.js';
import { type RunningServices, startServices } from './system/running-services.js';
import { runningSystem } from './system/running-system.js';

const HOURS = 3_600_000;
const histories = historiesToLive();
/** A third of the histories uses calendar years; another policy needs a restart of the service. */
const shares: [number, YearMode][] = [
  [histories - Math.floor(histories / 3), 'rolling'],
  [Math.floor(histories / 3), 'calendar'],
];
const clock = fixedClock('2026-01-01T00:00:00.000Z');
let services: RunningServices;
let organizations: Organizations;
let lived = 0;
beforeAll(async () => {
  services = await startServices(isolatedStarts, clock);
  organizations = await registerOrganizations(services);
}, 300_000);
afterAll(() => services.stop());

test.each(shares)(
  'the running services agree with the reference through the gateway: %i histories with %s years',
  async (numRuns, year) => {
    if (year !== 'rolling') {
      await services.stopAssociation();
      await services.startAssociation(year);
    }
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1000);
    let commandsRun = 0;
    const history = fc.commands(linkingCommands, { maxCommands: histories > USUAL_HISTORIES ? 36 : 16, size: '+1' });
    await fc.assert(
      fc.asyncProperty(beginnings, history, async (beginning, commands) => {
        clock.set(new Date(beginning).toISOString());
        lived += 1;
        const model = new Reference(beginning, year);
        const real = await runningSystem(services, clock, organizations, lived);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await compareAllLinks(model, real);
        commandsRun += [...commands].length;
        if (lived % 100 === 0) process.stderr.write(`${lived} of ${histories} histories, ${seconds()} seconds\n`);
      }),
      {
        numRuns,
        endOnFailure: histories > USUAL_HISTORIES,
        ...(modelSeed() !== undefined && { seed: modelSeed() ?? 0 }),
      },
    );
    process.stderr.write(`model: ${numRuns} histories (${year}) with ${commandsRun} steps agreed, in ${seconds()} s\n`);
  },
  6 * HOURS,
);
