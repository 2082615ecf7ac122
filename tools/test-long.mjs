// `npm run test:long`: what `npm test` has no time for. Many more histories of the model (MODEL_HISTORIES, 3,000 by
// default), many more rounds of every race of two (RACE_ROUNDS, 170 by default: a thousand over all pairs), and more than
// one simulated year (YEAR_SEED), and many more random operations through the gateway (TEST_OPERATIONS, 1,500 for each seed).
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest];
const env = {
  MODEL_HISTORIES: '3000',
  RACE_ROUNDS: '170',
  YEAR_SEED: '1,2,3,4',
  TEST_OPERATIONS: '1500',
  ...process.env,
  // The Node.js that the checkout brings along comes first.
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};

let interrupted = false;
const races = await run('services/association', 'integration/races');
const years = interrupted ? 1 : await run('services/credits', 'fourteen-months');
const model = interrupted ? 1 : await run('tests', 'model-of-the-services');
const operations = interrupted ? 1 : await run('gateway', 'differential');
process.exitCode = races || years || model || operations;

function run(workspace, tests) {
  const child = spawn('node', [...options, tests], { cwd: join(root, workspace), env, stdio: 'inherit' });
  const stop = (signal) => {
    interrupted = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`The tests cannot be started: ${error.message}`);
      done(1);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}
