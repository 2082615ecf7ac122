import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { ownEnvironment, type StackSettings, stackSettings } from './environment.js';
import { type Stack, startStack } from './stack.js';
import { welcome } from './welcome.js';

const deadlineMilliseconds = 9_500;
const show = (line: string): void => void process.stdout.write(`${line}\n`);
// A closed terminal reads no output: the ordered stop continues without it.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const giveUp = new AbortController();
let stack: Stack | undefined;
let stopping = false;

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  show('Stopping …');
  setTimeout(() => process.exit(1), deadlineMilliseconds).unref();
  giveUp.abort();
  // During the start, the canceled start itself stops what it started and ends the process below.
  if (stack === undefined) return;
  await stack.stop();
  show('Stopped. The data stays.');
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().catch(fail));

function settingsOrFail(): StackSettings {
  try {
    return stackSettings(ownEnvironment());
  } catch (error) {
    if (error instanceof EnvironmentError) fail(error);
    throw error;
  }
}

const settings = settingsOrFail();
try {
  stack = await startStack({ settings, demonstration: true, show, signal: giveUp.signal });
} catch (error) {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- a signal sets it meanwhile
  if (!stopping) fail(error);
  show('Stopped.');
  process.exit(0);
}
// oxlint-disable-next-line typescript/no-unnecessary-condition -- a signal sets it meanwhile
if (stopping) {
  await stack.stop();
  process.exit(0);
}
show(welcome(stack, settings.production));
