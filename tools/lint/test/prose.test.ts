import { filesBelow, findingsOf, spelling } from '../src/prose.ts';

describe('the prose check', () => {
  it.each([
    ['a comment', 'a.ts', '// Somebody calls.', 'a.ts:1:4', 'Somebody'],
    ['a doc comment over two lines', 'a.ts', '/**\n * Gives a sign of\n * life.\n */', 'a.ts:2:12', 'sign of life'],
    ['a test title', 'a.test.ts', "it('refuses a wrong code', () => {});", 'a.test.ts:1:5', 'refuses'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ['a message', 'a.ts', 'const message = `The code ${code} was refused by us.`;', 'a.ts:1:39', 'refused'],
    ['a name in code', 'a.ts', 'const nobody = 1;', 'a.ts:1:7', 'nobody'],
    [
      'a description of the schema',
      'a.graphql',
      '"""Null while it is not known."""\ntype A { b: Int }',
      'a.graphql:1:4',
      'Null while it is not',
    ],
    ['a comment of a table', 'a.sql', "COMMENT ON TABLE a IS 'The news of a user';", 'a.sql:1:28', 'news'],
    ['documentation', 'a.md', 'The service **tells** the others.', 'a.md:1:15', 'tells'],
  ])('reports a retired word in %s', async (_place, file, text, position, word) => {
    const [finding] = await findingsOf(file, text);
    expect(finding).toMatch(new RegExp(`^${position}  "${word}" is retired. Say: `));
  });

  it.each([
    ['names in code', 'a.ts', 'refuse(told.pieces);'],
    ['code in documentation', 'a.md', 'Set `refused` to `told`.\n\n```\nrefuse\n```\n'],
    ['the exceptions of prose.yml', 'a.ts', '// connection refused'],
  ])('accepts %s', async (_place, file, text) => {
    expect(await findingsOf(file, text)).toEqual([]);
  });

  it('reports British spelling and misspelled words', async () => {
    const file = 'tools/lint/test/support/british.md';
    expect(await spelling([file])).toEqual([
      expect.stringContaining('Unknown word (organisation)'),
      expect.stringContaining('Forbidden word (catalogue)'),
    ]);
  });

  it('reads no file that prose.yml skips', () => {
    expect(filesBelow(['tests/contract', 'tools/lint/prose.yml'])).toEqual([]);
  });
});
