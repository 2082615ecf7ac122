import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from '@app/stack/stack';
import { repositoryFile } from '../repository.js';
import { startDemonstrationStack } from './demonstration-stack.js';
import { eventually, signedIn } from './people.js';

const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;

function block(readme: string, language: string, holding: string): string {
  const found = [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
  const text = found.find((candidate) => candidate.includes(holding));
  if (text === undefined) throw new Error(`The README has no ${language} block with ${holding}.`);
  return text;
}

describe('the README', () => {
  let stack: Stack;
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-readme-'));

  beforeAll(async () => {
    stack = await startDemonstrationStack();
    const query = '{ callerOrganization { designation(code: "infrastructure") { skillingPoints } } }';
    const amara = await signedIn(stack, 'amara.okafor@harbour.example');
    type Answer = { callerOrganization: { designation: { skillingPoints: number } } };
    await eventually(
      async () => (await amara.execute<Answer>(query)).data,
      (data) => data?.callerOrganization.designation.skillingPoints === 36,
    );
  }, 300_000);
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives curl commands that work as printed and produce the printed answer', async () => {
    const readme = repositoryFile('README.md');
    const steps = block(readme, 'sh', 'beginAssociation')
      .replaceAll('http://localhost:4000', stack.gatewayUrl)
      .replaceAll('http://localhost:4010', String(stack.signInProviderUrl));
    const { stdout } = await promisify(execFile)('bash', ['-eu', '-c', steps], { cwd: folder });
    const lines = stdout.split('\n').filter((line) => line !== '');
    expect(JSON.parse(lines.at(-2) ?? '')).toEqual({
      data: { confirmAssociation: { __typename: 'ConfirmAssociationSuccess' } },
    });
    const answer = (text: string) => JSON.parse(text.replace(INSTANT, 'instant'));
    expect(answer(lines.at(-1) ?? '')).toEqual(answer(block(readme, 'json', 'callerOrganization')));
  });
});
