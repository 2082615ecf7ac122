import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '@app/subgraph-kit/environment';
import { startDatabase } from './database.js';
import { reserveForDemonstration } from './demonstration-data.js';
import { checkout, type StackSettings } from './environment.js';
import { LOAD_MILLISECONDS, loadDemonstration } from './load-demonstration.js';
import { makeRoom } from './make-room.js';
import { needsSignInProvider, processEnvironments, providerUrl, serviceNames } from './process-environment.js';
import { processList } from './process-list.js';
import { type Program, runToTheEnd } from './program.js';
import { keptSecrets } from './secrets.js';
import { type Supervised, supervise } from './supervised.js';

export type ProcessName = 'gateway' | 'identity' | 'association' | 'credits' | 'signInProvider';

/** The whole product as it runs: real processes on real ports. */
export type Stack = {
  /** Without a path: GraphQL is at `/graphql`. */
  gatewayUrl: string;
  serviceUrls: Record<'identity' | 'association' | 'credits', string>;
  /** Undefined where all issuers are others'. */
  signInProviderUrl: string | undefined;
  /** The database as administrator. */
  adminUrl: string;
  /** As they are now: a process that was started again has another one. */
  pids(): Partial<Record<ProcessName | 'postgres', number>>;
  /** Stops it if it runs, starts it, and waits until it is ready. */
  restart(name: ProcessName): Promise<void>;
  /** kill -9, and it stays down until `restart`. (A process killed from outside is started again after a second.) */
  kill(name: ProcessName): Promise<void>;
  /** The gateway first, then the services, the sign-in provider, the database. */
  stop(): Promise<void>;
};

export type StackOptions = {
  settings: StackSettings;
  /** Load the demonstration world into an empty database. */
  demonstration: boolean;
  /** Progress and problems, one line each. */
  show: (line: string) => void;
  /** Gives the start up. */
  signal: AbortSignal;
};

// Together with the database they stay below the ten seconds after which a supervisor loses its patience.
const patience: Record<ProcessName, number> = {
  gateway: 2_500,
  identity: 3_000,
  association: 3_000,
  credits: 3_000,
  signInProvider: 500,
};

/** Starts everything in order and waits until it is ready; on a fault everything that was started is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, show, signal } = options;
  makeDataFolder(settings.dataDir);
  await makeRoom(settings, show);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) {
      await step().catch((error: Error) => show(`A part of the stop failed: ${error.message}`));
    }
  };
  try {
    return { ...(await startInOrder(options, stops)), stop };
  } catch (error) {
    await stop();
    // What fails because it is being stopped is no news.
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

async function startInOrder(options: StackOptions, stops: (() => Promise<unknown>)[]): Promise<Omit<Stack, 'stop'>> {
  const { settings, show, signal } = options;
  const { ports, dataDir } = settings;
  const secrets = await keptSecrets(dataDir);
  const program = programsWithLogsIn(join(dataDir, 'logs'));
  const processes = processList(dataDir);
  stops.push(async () => processes.clear());

  show(settings.databaseUrl === undefined ? 'Starting PostgreSQL …' : 'Using the PostgreSQL of DATABASE_URL.');
  const database = await startDatabase(settings, secrets, show);
  stops.push(() => database.stop());
  const environments = processEnvironments(settings, secrets, database.adminUrl);

  show('Migrating the database …');
  for (const name of serviceNames) {
    await runToTheEnd(
      program(`migration-of-${name}`, `services/${name}`, 'migrate', environments.migration(name)),
      signal,
    );
  }

  const demonstrates = options.demonstration && !settings.production;
  // Where this fails, the load tells of it.
  if (demonstrates) await reserveForDemonstration(database.adminUrl).catch(() => undefined);

  const kept = new Map<ProcessName, Supervised>();
  const keep = async (name: ProcessName, url: string, task: Program): Promise<void> => {
    signal.throwIfAborted();
    kept.set(name, await supervise(task, `${url}/readyz`, { processes, show, signal }));
  };
  const stopping = (names: readonly ProcessName[]) => () =>
    Promise.all(names.map((name) => kept.get(name)?.stop(patience[name])));

  stops.push(stopping(['signInProvider']));
  if (needsSignInProvider(settings)) {
    show('Starting the development sign-in provider …');
    const task = program('sign-in-provider', 'development/sign-in-provider', 'main', environments.signInProvider());
    await keep('signInProvider', `http://127.0.0.1:${ports.signInProvider}`, task);
  }
  stops.push(stopping(serviceNames));
  show('Starting identity, association and credits …');
  const serviceUrls = {
    identity: `http://127.0.0.1:${ports.identity}`,
    association: `http://127.0.0.1:${ports.association}`,
    credits: `http://127.0.0.1:${ports.credits}`,
  };
  await allOrNone(
    serviceNames.map((name) =>
      keep(name, serviceUrls[name], program(name, `services/${name}`, 'main', environments.service(name))),
    ),
  );
  stops.push(stopping(['gateway']));
  show('Starting the gateway …');
  await keep(
    'gateway',
    `http://127.0.0.1:${ports.gateway}`,
    program('gateway', 'gateway', 'main', environments.gateway()),
  );

  if (demonstrates) {
    await loadDemonstration({
      adminUrl: database.adminUrl,
      // At once: credits is there before identity tells of the organisations whose reports it holds back.
      programs: serviceNames.map((name) =>
        program(`demonstration-of-${name}`, `services/${name}`, 'demonstration', environments.demonstration(name)),
      ),
      show,
      signal,
      milliseconds: LOAD_MILLISECONDS,
    });
  }

  const find = (name: ProcessName): Supervised => {
    const supervised = kept.get(name);
    if (supervised === undefined) throw new Error(`${name} is not part of this stack.`);
    return supervised;
  };
  return {
    gatewayUrl: settings.publicUrl,
    serviceUrls,
    signInProviderUrl: needsSignInProvider(settings) ? providerUrl(settings) : undefined,
    adminUrl: database.adminUrl,
    pids: () => ({
      ...Object.fromEntries([...kept].map(([name, supervised]) => [name, supervised.pid()])),
      ...(database.pid === undefined ? {} : { postgres: database.pid }),
    }),
    restart: (name) => find(name).restart(),
    kill: (name) => find(name).kill(),
  };
}

type ProgramMaker = (name: string, folder: string, file: string, environment: Record<string, string>) => Program;

/** The logs are those of this start, and those of the one before it: what went wrong may be why one starts again. */
function programsWithLogsIn(logs: string): ProgramMaker {
  const before = `${logs}-before`;
  if (existsSync(logs)) {
    rmSync(before, { recursive: true, force: true });
    renameSync(logs, before);
  }
  mkdirSync(logs);
  return (name, folder, file, environment) => ({
    name,
    script: scriptOf(join(checkout, folder, 'dist'), file),
    environment,
    logFile: join(logs, `${name}.log`),
  });
}

/** The program of a service is in `dist/processes`, that of the gateway and of the provider in `dist`. */
function scriptOf(dist: string, file: string): string {
  const script = join(dist, 'processes', `${file}.js`);
  return existsSync(script) ? script : join(dist, `${file}.js`);
}

/** Waits for all even if one fails, so that everything that did start is known when it has to be stopped. */
async function allOrNone(starts: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(starts);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
