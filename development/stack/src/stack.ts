import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { type StackDatabase, startDatabase } from './database.js';
import { reserveForDemonstration } from './demonstration-data.js';
import type { StackSettings } from './environment.js';
import { LOAD_MILLISECONDS, loadDemonstration } from './load-demonstration.js';
import { writeOperatorSettings } from './operator-settings.js';
import { prepareStart } from './prepare-start.js';
import { needsConsole, needsSignInProvider, processEnvironments, providerUrl } from './process-environment.js';
import { processList } from './process-list.js';
import { PROCESSES, type ProcessName, SERVICES, type ServiceName } from './processes.js';
import { runToTheEnd } from './program.js';
import { programsWithLogsIn } from './program-files.js';
import { keptSecrets } from './secrets.js';
import { type Supervised, supervise } from './supervised.js';

/** The whole product as it runs: real processes on real ports. */
export type Stack = {
  /** Without a path: GraphQL is at `/graphql`. */
  gatewayUrl: string;
  serviceUrls: Record<ServiceName, string>;
  /** Undefined where every issuer is set. */
  signInProviderUrl: string | undefined;
  /** The database as administrator. */
  adminUrl: string;
  /** The settings of the program of operators (`cli`). */
  operatorSettings: Record<string, string>;
  /** The current process ids: a process that was started again has another one. */
  pids(): Partial<Record<ProcessName | 'postgres', number>>;
  /** Stops a process if it runs, starts it, and waits until it is ready. */
  restart(name: ProcessName): Promise<void>;
  /** kill -9, and it stays down until `restart`. (A process killed from outside is started again after a second.) */
  kill(name: ProcessName): Promise<void>;
  /** This process waits no longer for the processes that run now, and ends them at once when it ends itself. */
  endWithProcess(): void;
  /** The gateway first, then the services, the sign-in provider, the database. */
  stop(): Promise<void>;
};

export type StackOptions = {
  settings: StackSettings;
  /** Load the demonstration world into an empty database. */
  demonstration: boolean;
  /** The database has all migrations already: true for a copy of one that a stack has migrated. */
  isMigrated?: boolean;
  /** Progress and problems, one line each. */
  show: (line: string) => void;
  /** Cancels the start. */
  signal: AbortSignal;
};

/** Steps that stop what was started, in the order of the start. */
type Stops = (() => Promise<unknown>)[];

/** Starts everything in order and waits until it is ready; on a fault everything that was started is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, show, signal } = options;
  makeDataFolder(settings.dataDir);
  await prepareStart(settings, show);
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) {
      await step().catch((error: unknown) => show(`A part of the stop failed: ${(error as Error).message}`));
    }
  };
  try {
    return { ...(await startInOrder(options, stops)), stop };
  } catch (error) {
    await stop();
    // A fault during a canceled start is a consequence of the cancellation.
    signal.throwIfAborted();
    throw error;
  }
}

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new EnvironmentError(['DATA_DIR: names no folder that this process can make and write to']);
  }
}

async function startInOrder(options: StackOptions, stops: Stops): Promise<Omit<Stack, 'stop'>> {
  const { settings, show, signal } = options;
  const program = programsWithLogsIn(join(settings.dataDir, 'logs'));
  const processes = processList(settings.dataDir);
  stops.push(async () => processes.clear());

  const secrets = await keptSecrets(settings.dataDir);
  show(settings.databaseUrl === undefined ? 'Starting PostgreSQL …' : 'Using the PostgreSQL of DATABASE_URL.');
  const database = await startDatabase(settings, secrets, show);
  stops.push(() => database.stop());
  const environments = processEnvironments(settings, secrets, database.adminUrl);

  const operatorSettings = environments.operator();
  // Secrets of a database that was given are not for a file.
  if (settings.databaseUrl === undefined) writeOperatorSettings(settings.dataDir, operatorSettings, settings.inherited);

  if (options.isMigrated !== true) {
    show('Migrating the database …');
    for (const name of SERVICES) await runToTheEnd(program(name, 'migrate', environments.migration(name)), signal);
  }

  const demonstrates = options.demonstration && !settings.production;
  // Where this fails, the load reports it.
  if (demonstrates) await reserveForDemonstration(database.adminUrl).catch(() => undefined);

  const running = new Map<ProcessName, Supervised>();
  const start = async (name: ProcessName, environment: Record<string, string>): Promise<void> => {
    signal.throwIfAborted();
    const readyUrl = `${loopbackUrl(settings, name)}/readyz`;
    running.set(name, await supervise(program(name, 'main', environment), readyUrl, { processes, show, signal }));
  };
  const stopOf = (names: readonly ProcessName[]) => () =>
    Promise.all(names.map(async (name) => running.get(name)?.stop(PROCESSES[name].stopMilliseconds)));

  stops.push(stopOf(['signInProvider']));
  if (needsSignInProvider(settings)) {
    show('Starting the development sign-in provider …');
    await start('signInProvider', environments.signInProvider());
  }
  stops.push(stopOf(SERVICES));
  show('Starting identity, association and credits …');
  await allOrNone(SERVICES.map((name) => start(name, environments.service(name))));
  stops.push(stopOf(['gateway', 'console']));
  show('Starting the gateway …');
  const front = [start('gateway', environments.gateway())];
  if (needsConsole(settings)) front.push(start('console', environments.console()));
  await allOrNone(front);

  if (demonstrates) {
    await loadDemonstration({
      adminUrl: database.adminUrl,
      // At once: credits runs before identity publishes the organizations whose reports it holds back.
      programs: SERVICES.map((name) => program(name, 'demonstration', environments.demonstration(name))),
      show,
      signal,
      milliseconds: LOAD_MILLISECONDS,
    });
  }
  return runningStack(settings, { database, operatorSettings, running });
}

function runningStack(
  settings: StackSettings,
  {
    database,
    operatorSettings,
    running,
  }: {
    database: StackDatabase;
    operatorSettings: Record<string, string>;
    running: ReadonlyMap<ProcessName, Supervised>;
  },
): Omit<Stack, 'stop'> {
  const find = (name: ProcessName): Supervised => {
    const supervised = running.get(name);
    if (supervised === undefined) throw new Error(`${name} is not part of this stack.`);
    return supervised;
  };
  return {
    gatewayUrl: settings.publicUrl,
    serviceUrls: {
      identity: loopbackUrl(settings, 'identity'),
      association: loopbackUrl(settings, 'association'),
      credits: loopbackUrl(settings, 'credits'),
    },
    signInProviderUrl: needsSignInProvider(settings) ? providerUrl(settings) : undefined,
    adminUrl: database.adminUrl,
    operatorSettings,
    pids: () => ({
      ...Object.fromEntries([...running].map(([name, supervised]) => [name, supervised.pid()])),
      ...(database.pid === undefined ? {} : { postgres: database.pid }),
    }),
    restart: (name) => find(name).restart(),
    kill: (name) => find(name).kill(),
    endWithProcess: () => {
      for (const supervised of running.values()) supervised.endWithProcess();
    },
  };
}

function loopbackUrl({ ports }: StackSettings, name: ProcessName): string {
  return `http://127.0.0.1:${ports[name]}`;
}

/** Waits for all even if one fails, so that everything that did start is known when it has to be stopped. */
async function allOrNone(starts: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(starts);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
