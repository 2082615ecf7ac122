// `npm test`: all workspaces against one PostgreSQL. The last line is `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const turbo = join(root, 'node_modules', '.bin', 'turbo');
const chosen = process.argv.slice(2);
const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TEST_RUN_ID: randomBytes(4).toString('hex'),
};

const workspaces = workspacesToTest();
for (const { directory } of workspaces) rmSync(join(root, directory, '.test-results.json'), { force: true });
const server = await database();
const status = await runTests();
await server.stop();
process.exitCode = report(status) ? 0 : 1;

/** Asked of turbo itself, so that a filter leaves out here what it leaves out there. */
function workspacesToTest() {
  const plan = spawnSync(turbo, ['run', 'test', '--dry=json', ...chosen], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
  if (plan.error !== undefined) {
    console.error(
      'Nothing is prepared yet: npm seems to be set to ignore scripts. Run `node tools/prepare.cjs` first.',
    );
    process.exit(1);
  }
  if (plan.status !== 0) {
    console.error(plan.stderr);
    process.exit(1);
  }
  const { tasks } = JSON.parse(plan.stdout);
  return tasks.filter((task) => task.task === 'test' && task.command !== '<NONEXISTENT>');
}

async function database() {
  if (process.env.TEST_DATABASE_URL) {
    console.log('Tests use the PostgreSQL of TEST_DATABASE_URL.');
    const { dropDatabasesOf } = await import('../packages/test-kit/dist/run.js');
    const stop = () => dropDatabasesOf(environment.TEST_RUN_ID, process.env.TEST_DATABASE_URL);
    return { stop };
  }
  const { startTestServer } = await import('../packages/test-kit/dist/test-server.js');
  const started = await startTestServer();
  console.log(`Tests use the ${started.description}.`);
  environment.TEST_DATABASE_URL = started.url;
  return started;
}

function runTests() {
  const options = [
    'run',
    'test',
    '--concurrency=2',
    '--continue',
    '--ui=stream',
    '--log-order=grouped',
    '--output-logs=new-only',
  ];
  const child = spawn(turbo, [...options, ...chosen], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Ctrl-C reaches turbo by itself; here it only must not end us before the database is stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`turbo cannot be started: ${error.message}`);
      done(1);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

function report(turboStatus) {
  let passed = 0;
  let failed = 0;
  for (const workspace of workspaces) {
    const result = resultOf(workspace);
    passed += result?.passed ?? 0;
    failed += result?.failed ?? 0;
    if (result === undefined || result.interrupted) {
      console.log(`${workspace.package} did not finish its tests.`);
      failed += 1;
    }
  }
  if (workspaces.length === 0) console.log('There is nothing to test.');
  if (turboStatus !== 0 && failed === 0) {
    console.log('The run ended with an error outside of the tests (see above).');
    failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && workspaces.length > 0;
}

function resultOf({ directory }) {
  try {
    return JSON.parse(readFileSync(join(root, directory, '.test-results.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
