'use strict';
// Runs before `npm start` and `npm test` with the Node.js of the machine: use nothing newer than Node.js 20, and nothing
// from node_modules, which may not exist yet.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { delimiter, dirname, join } = require('node:path');
const { spawn, spawnSync } = require('node:child_process');

const root = dirname(__dirname);
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.installed');
const environment = environmentOfTools();

main().catch((/** @type {unknown} */ error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

async function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node.js ${process.versions.node} is too old: version 20 or newer is needed.`);
  await installWhenNeeded();
  requireNode24();
  await build();
}

async function installWhenNeeded() {
  const lock = join(root, 'package-lock.json');
  const stamp = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('Installing packages (about a minute, the first time only) …');
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it for its scripts; turbo has no part in this
  const npm = process.env.npm_execpath;
  const options = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const outcome = await run(command, first.concat(options), 'still installing');
  if (outcome.code !== 0)
    throw new Error(`${outcome.output}\nThe packages could not be installed. Is the npm registry reachable?`);
  writeFileSync(stampFile, stamp);
}

/** npm installs Node.js 24 if there is a package for the platform; elsewhere the system must have it. */
function requireNode24() {
  const found = spawnSync('node', ['-v'], { env: environment, encoding: 'utf8' });
  const version = (found.stdout || '').trim();
  const [major, minor] = version.slice(1).split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 11)) return;
  const reason =
    version === '' ? 'the Node.js that was installed from npm does not run on this machine' : `found ${version}`;
  throw new Error(
    `Node.js 24.11 or newer is needed and ${reason}. Please install Node.js 24 (https://nodejs.org) and try again.`,
  );
}

async function build() {
  const outcome = await run(
    join(modules, '.bin', 'turbo'),
    ['run', 'build', '--output-logs=errors-only', '--ui=stream'],
    'still building',
  );
  if (outcome.code !== 0) throw new Error(`${outcome.output}\nThe build failed.`);
}

/** What a program says is shown only if it fails; a progress line every ten seconds. */
function run(command, options, progress) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, options, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const life = setInterval(() => {
      say(`  … ${progress} (${Number((process.hrtime.bigint() - started) / 1000000000n)} s)`);
    }, 10000);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => {
      clearInterval(life);
      reject(new Error(`${command} cannot be started: ${error.message}`));
    });
    child.on('close', (code) => {
      clearInterval(life);
      resolve({ code, output });
    });
  });
}

function environmentOfTools() {
  const all = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' };
  all.PATH = [join(modules, '.bin'), process.env.PATH].join(delimiter);
  // libfaketime moves the clock of the product, not that of certificates and file times.
  if (/faketime/i.test(all.LD_PRELOAD || '')) delete all.LD_PRELOAD;
  return all;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
