import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../src/ports.js';
import { endOrphans, processList, runningStack } from '../src/process-list.js';
import { keptSecrets } from '../src/secrets.js';
import { type Supervised, supervise } from '../src/supervised.js';

const standIn = join(import.meta.dirname, 'stand-in.mjs');
const running: Supervised[] = [];
const children: ChildProcess[] = [];
let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-test-'));
  said = [];
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop(500)));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`It did not happen. Said: ${said.join('\n')}`);
    await pause(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function started(
  environment: Record<string, string> = {},
  nodeOptions: string[] = [],
): Promise<{ one: Supervised; url: string }> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}/readyz`;
  const program = {
    name: 'stand-in',
    script: standIn,
    nodeOptions,
    environment: { STAND_IN_PORT: String(port), STAND_IN_WORD: 'hello', ...environment },
    logFile: join(folder, 'stand-in.log'),
  };
  const around = {
    processes: processList(folder),
    show: (line: string) => void said.push(line),
    signal: new AbortController().signal,
  };
  const one = await supervise(program, url, around);
  running.push(one);
  return { one, url };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}

describe('a process under supervision', () => {
  it('is started again when it is killed from outside, and the stack shows that', async () => {
    const { one, url } = await started();
    const before = one.pid();
    process.kill(before, 'SIGKILL');
    await until(async () => one.pid() !== before && (await answers(url)));
    expect(said).toEqual(['stand-in ended (SIGKILL); it is started again.']);
  });

  it('stays down when it is killed on purpose, until it is restarted', async () => {
    const { one, url } = await started();
    const { one: other } = await started();
    const [pid, otherPid] = [one.pid(), other.pid()];
    await one.kill();
    // A process that dies after it, by itself, is started again after it would have been.
    process.kill(otherPid, 'SIGKILL');
    await until(() => other.pid() !== otherPid);
    expect([one.pid(), await answers(url)]).toEqual([pid, false]);
    expect(said).toEqual(['stand-in ended (SIGKILL); it is started again.']);
    await one.restart();
    expect(await answers(url)).toBe(true);
  });

  it('fails the start with its own last words when it does not become ready', async () => {
    await expect(started({ STAND_IN_FAILS: 'true' })).rejects.toThrow(
      'stand-in did not start (exit code 3):\nThe stand-in does not start.',
    );
  });

  it('runs with its own options of Node.js', async () => {
    const { url } = await started({}, ['--max-old-space-size=64']);
    expect(await (await fetch(`${url.replace('/readyz', '')}/options`)).json()).toContain('--max-old-space-size=64');
  });

  it('is ended by force when it does not end by itself', async () => {
    const { one } = await started({ STAND_IN_IS_STUBBORN: 'true' });
    const pid = one.pid();
    await one.stop(200);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('what a killed stack leaves behind', () => {
  function leftBehind(): ChildProcess {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
    children.push(child);
    return child;
  }

  it('is ended by the next start', async () => {
    const child = leftBehind();
    processList(folder).add('identity', child.pid ?? -1);
    expect(await endOrphans(folder)).toEqual(['identity']);
    await until(() => child.signalCode !== null);
  });

  it('is not confused with another process that has the same id', async () => {
    const child = leftBehind();
    const list = [{ name: 'identity', pid: child.pid, commandLine: 'node services/identity/dist/main.js' }];
    writeFileSync(join(folder, 'processes.json'), JSON.stringify(list));
    expect(await endOrphans(folder)).toEqual([]);
    expect(isAlive(child.pid ?? -1)).toBe(true);
  });

  it('is ignored when the list was cut off during writing', async () => {
    writeFileSync(join(folder, 'processes.json'), '[{"name": "ide');
    expect(await endOrphans(folder)).toEqual([]);
    expect(runningStack(folder)).toBeUndefined();
  });
});

describe('the generated secrets', () => {
  it('are generated once, and readable for the owner only', async () => {
    const made = await keptSecrets(folder);
    expect(await keptSecrets(folder)).toEqual(made);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toContain(made.postgresPassword);
  });
});
