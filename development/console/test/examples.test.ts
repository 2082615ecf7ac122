import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readExamples } from '../src/api-reference/examples.js';

describe('readExamples', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skill-link-examples-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };

  test('reads title, explanation, caller, operation, variables and answer', () => {
    write({
      'users/1-own.graphql': '# Who am I?\n# The roles of the user.\n# And more.\nquery { viewer { id } }\n',
      'users/1-own.json': '{ "as": "amara@harbour.example", "variables": { "a": 1 }, "answer": { "data": null } }',
    });
    expect(readExamples(folder)).toEqual([
      {
        name: 'users/1-own',
        title: 'Who am I?',
        about: 'The roles of the user. And more.',
        as: 'amara@harbour.example',
        operation: 'query { viewer { id } }',
        variables: { a: 1 },
        varies: [],
        answer: { data: null },
      },
    ]);
  });

  test('keeps the order of the numbers, also above nine', () => {
    const json = '{ "as": null, "answer": {} }';
    for (const name of ['b/10-z', 'b/2-y', 'a/1-x'])
      write({ [`${name}.graphql`]: '# T\n{ a }', [`${name}.json`]: json });
    expect(readExamples(folder).map(({ name }) => name)).toEqual(['a/1-x', 'b/2-y', 'b/10-z']);
  });

  test.each([
    ['no title', { 'a/1.graphql': '{ a }', 'a/1.json': '{}' }, 'begins with no comment'],
    ['no answer beside it', { 'a/1.graphql': '# T\n{ a }' }, 'docs/examples/a/1.json is missing'],
    ['no caller', { 'a/1.graphql': '# T\n{ a }', 'a/1.json': '{ "answer": {} }' }, /a\/1\.json: .*\n.*as/],
    [
      'a misspelled field',
      { 'a/1.graphql': '# T\n{ a }', 'a/1.json': '{ "as": null, "vary": [], "answer": {} }' },
      '"vary"',
    ],
  ])('rejects an example with %s', (_what, files, message) => {
    write(files);
    expect(() => readExamples(folder)).toThrow(message);
  });
});
