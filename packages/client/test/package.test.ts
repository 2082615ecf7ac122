import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = fileURLToPath(new URL('..', import.meta.url));
const TYPESCRIPT = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/** What a user writes, with a document as GraphQL Code Generator makes it. */
const PROGRAM = `import { bearerToken, createClient, match, nodesOf, orThrow, TypedDocumentString } from '@skill-link/client';

type User = { __typename: 'User'; id: string } | { __typename: 'DeletedUser'; message: string };
type Page = { nodes: User[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
const Users = new TypedDocumentString<{ users: Page }, { after: string | null }>('query ($after: String) { users }');
const client = createClient({
  url: 'https://partners.example/graphql',
  credentials: bearerToken(() => 'token'),
  fetch: async () => Response.json({ data: { users: {
    nodes: [{ __typename: 'User', id: 'one' }, { __typename: 'Robot', message: 'new' }],
    pageInfo: { hasNextPage: false, endCursor: null },
  } } }),
});
for await (const user of nodesOf(async (after) => orThrow(await client.send(Users, { after })).users)) {
  const shown: string = match(user, {
    User: ({ id }) => id,
    DeletedUser: ({ message }) => message,
    unknown: ({ __typename }) => __typename,
  });
  console.log(shown);
}
`;
const OPTIONS = {
  module: 'nodenext',
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable'],
  strict: true,
  types: [],
};

describe('the package that npm packs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-client-'));
  const installed = join(folder, 'node_modules/@skill-link/client');
  const run = (command: string, args: readonly string[], cwd = folder) =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let files: string[];
  beforeAll(() => {
    // Without scripts: a build would write files that other tests read meanwhile.
    const pack = ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder];
    const [packed] = JSON.parse(run('npm', pack, CLIENT)) as [{ filename: string; files: { path: string }[] }];
    files = packed.files.map(({ path }) => path);
    mkdirSync(installed, { recursive: true });
    run('tar', ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components=1']);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'program.ts'), PROGRAM);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, files: ['program.ts'] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has modules, types, readme and license, and nothing else', () => {
    const others = files.filter((path) => !/^dist\/[\w-]+\.(?:js|js\.map|d\.ts)$/.test(path));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  });

  it('compiles with TypeScript in strict mode and runs in Node.js', () => {
    run(process.execPath, [TYPESCRIPT, '-p', '.']);
    expect(run(process.execPath, ['program.js'])).toBe('one\nRobot\n');
  }, 300_000);
});
