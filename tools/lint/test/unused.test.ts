import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FILES = {
  'package.json': '{ "name": "root", "private": true, "workspaces": ["services/*"] }',
  'tsconfig.json': '{}',
  'services/credits/package.json': '{ "name": "@app/credits", "private": true, "type": "module" }',
  'services/credits/src/processes/main.ts': "import { day } from '../values/domain/day.js';\n\nday();\n",
  'services/credits/src/values/domain/day.ts': 'export const day = () => 1;\nexport const month = () => 2;\n',
};

describe('the check of unused exports', () => {
  const tree = mkdtempSync(join(tmpdir(), 'unused-exports-'));

  beforeAll(() => {
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
    cpSync(join(ROOT, 'knip.jsonc'), join(tree, 'knip.jsonc'));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it('rejects an export that no file imports, and only that', () => {
    const knip = join(ROOT, 'node_modules/knip/bin/knip.js');
    const { status, stdout } = spawnSync(
      process.execPath,
      [knip, '--no-progress', '--no-config-hints', '--include', 'exports'],
      {
        cwd: tree,
        encoding: 'utf8',
      },
    );
    expect(stdout).toMatch(/^month .*services\/credits\/src\/values\/domain\/day\.ts/m);
    expect(stdout).not.toMatch(/^day /m);
    expect(status).toBe(1);
  });
});
