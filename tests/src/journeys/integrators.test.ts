import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from '@app/stack/stack';
import { REPOSITORY, repositoryFile } from '../repository.js';
import { startDemonstrationStack } from './demonstration-stack.js';

/** The longest program that a reader still takes in at once. */
const LINES = 60;

describe('the program of docs/integrators.md', () => {
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(repositoryFile('docs/integrators.md')) ?? [];
  // Beside the tests, so that it finds the package that it imports.
  const file = join(REPOSITORY, 'tests', `program-${process.pid}.mjs`);
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-program-'));
  let stack: Stack;
  beforeAll(async () => {
    writeFileSync(file, program);
    stack = await startDemonstrationStack();
  }, 300_000);
  afterAll(async () => {
    await stack.stop();
    rmSync(file);
    rmSync(folder, { recursive: true });
  });

  const run = async (): Promise<string[]> => {
    const env = {
      API_URL: `${stack.gatewayUrl}/graphql`,
      TOKEN_URL: `${stack.signInProviderUrl}/work/token`,
      CLIENT_ID: 'harbour-integration',
      CLIENT_SECRET: 'development-only-harbour',
      SCOPE: 'api://skill-link/.default',
    };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, env });
    return stdout.trim().split('\n');
  };

  it('is short', () => {
    expect(program.trimEnd().split('\n').length).toBeLessThan(LINES);
  });

  it('catches up with events once, reads the report, and downloads it', async () => {
    const first = await run();
    expect(first).toContainEqual(expect.stringMatching(/^REPORT_PUBLISHED \d{4}-\d{2}$/));
    const last = first.at(-1) ?? '';
    expect(last).toMatch(/^\d+ credentials$/);
    const rows = readFileSync(join(folder, 'skills-report.csv'), 'utf8').trim().split('\n').slice(1);
    const credentials = new Set(rows.map((row) => row.split(',')[3]));
    expect(`${credentials.size} credentials`).toBe(last);
    // A second run goes on after the last event.
    expect((await run()).filter((line) => first.slice(0, -1).includes(line))).toEqual([]);
  });
});
