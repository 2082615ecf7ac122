// `npm run test:long`: many more histories of the model than `npm test` has time for (MODEL_HISTORIES, 3,000 by default).
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest];
const child = spawn('node', [...options, 'model-of-the-services', ...process.argv.slice(2)], {
  cwd: join(root, 'tests'),
  env: {
    MODEL_HISTORIES: '3000',
    ...process.env,
    // The Node.js that the checkout brings along comes first.
    PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  console.error(`The tests cannot be started: ${error.message}`);
  process.exitCode = 1;
});
child.once('close', (code) => {
  process.exitCode = code ?? 1;
});
