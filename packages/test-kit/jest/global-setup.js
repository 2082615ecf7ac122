import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** jest runs this before the first test, without its transforms: hence the built files. */
export default async function globalSetup() {
  for (const name of ['postgres-server', 'test-kit']) buildWhenMissing(name);
  const { beginRun } = await import('../dist/run.js');
  const run = await beginRun({ databaseUrl: process.env.TEST_DATABASE_URL, runId: process.env.TEST_RUN_ID });
  Object.assign(process.env, run.environment);
  globalThis.testRun = run;
  // jest skips the teardown when a signal ends it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => run.end().finally(() => process.exit(1)));
}

function buildWhenMissing(name) {
  const folder = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  if (existsSync(`${folder}/dist/${name === 'test-kit' ? 'run' : 'server'}.js`)) return;
  const built = spawnSync('npm', ['run', 'build', '--silent'], { cwd: folder, stdio: 'inherit' });
  if (built.status !== 0) throw new Error(`The build of ${name} failed.`);
}
