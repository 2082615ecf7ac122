import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const demonstrationFile = join(root, '../demonstration/demonstration.json');

function run(main: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, DEV_ISSUER_PORT: '0', DEMONSTRATION_FILE: demonstrationFile, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; output: string; errors: string }> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors })));
}

const firstLine = (child: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('close', () => reject(new Error(`ended before it was ready: ${text}`)));
  });

describe('the process', () => {
  const main = join(root, 'dist/main.js');

  test('prints one line when it is ready, answers, and ends cleanly on SIGTERM', async () => {
    const child = run(main, {});
    const ended = outcome(child);
    const ready = JSON.parse(await firstLine(child)) as { msg: string; url: string };
    expect(ready.msg).toBe('ready');
    expect((await fetch(`${ready.url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    const { code, output, errors } = await ended;
    expect({ code, lines: output.trim().split('\n').length, errors }).toEqual({ code: 0, lines: 1, errors: '' });
  });

  test('does not start in production', async () => {
    const { code, errors } = await outcome(run(main, { NODE_ENV: 'production' }));
    expect(code).toBe(1);
    expect(errors).toContain('never runs in production');
  });

  test('names every fault of its settings', async () => {
    const { code, errors } = await outcome(run(main, { DEV_ISSUER_PORT: 'x', PUBLIC_URL: 'nowhere' }));
    expect(code).toBe(1);
    expect(errors).toContain('DEV_ISSUER_PORT');
    expect(errors).toContain('PUBLIC_URL');
  });
});
