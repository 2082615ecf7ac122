import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, readApi } from '../src/api-reference/api.js';
import { apiReference, EXAMPLES, type ReferenceFiles } from '../src/api-reference/api-reference.js';
import { type Example, readExamples } from '../src/api-reference/examples.js';
import type { OperationGroup } from '../src/api-reference/groups.js';
import { splitCallers } from '../src/api-reference/prose.js';

const SDL = readFileSync(fileURLToPath(new URL('../../../api.graphql', import.meta.url)), 'utf8');
const textOf = (page: string | undefined) => (page ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const sectionOf = (page: string | undefined, id: string) =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page ?? '')?.[0] ?? '';

describe('the reference of the API', () => {
  let api: Api;
  let files: ReferenceFiles;
  beforeAll(() => {
    const examples = readExamples(EXAMPLES);
    api = readApi(SDL, examples);
    files = apiReference(SDL, examples);
  });

  test('has an example for every operation of a group', () => {
    const grouped = [...api.operations.values()].filter(({ group }) => group.name !== 'other');
    expect(grouped.filter(({ coordinate }) => !api.examples.has(coordinate))).toEqual([]);
  });

  test('has a page for every type, and its files differ by more than upper and lower case', () => {
    expect(api.types.filter(({ name }) => !files.has(`types/${name}.html`))).toEqual([]);
    expect(new Set([...files.keys()].map((path) => path.toLowerCase())).size).toBe(files.size);
  });

  test('leads to a place that exists by every link, of pages and of the search', () => {
    const ids = new Map([...files].map(([path, page]) => [path, new Set(page.match(/(?<= id=")[^"]+/g))]));
    const leads = (from: string, address: string): boolean => {
      const [path = '', id] = address.split('#');
      const target = path === '' ? from : posix.join(posix.dirname(from), path);
      return files.has(target) && (id === undefined || ids.get(target)?.has(id) === true);
    };
    const links = [...files].flatMap(([path, page]) =>
      (path.endsWith('.html') ? [...page.matchAll(/ (?:href|src)="([^"]*)"/g)] : []).map(
        ([, to = '']) => [path, to] as const,
      ),
    );
    expect(links.length).toBeGreaterThan(5_000);
    expect(links.filter(([from, to]) => !leads(from, to))).toEqual([]);
    const entries = JSON.parse(/= (.*);/.exec(files.get('search-index.js') ?? '')?.[1] ?? '[]') as string[][];
    expect(entries.length).toBeGreaterThan(1_000);
    expect(entries.filter(([, , address = '']) => !leads('index.html', address))).toEqual([]);
  });

  test('loads nothing from elsewhere, and has no address that only a server knows', () => {
    for (const [path, content] of files) {
      const loaded = content.match(/(?:(?:href|src)="|url\()[^")]*/g) ?? [];
      expect([path, loaded.filter((address) => /"(?:\w+:|\/)|url\(/.test(address))]).toEqual([path, []]);
    }
  });

  test('shows of an operation what it does, its callers, its input, each answer and an example', () => {
    const section = sectionOf(files.get('users.html'), 'Mutation.inviteUser');
    const text = textOf(section);
    for (const words of [
      'inviteUser (input: InviteUserInput !): InviteUserResult !',
      'Creates a user who is bound to the person at the first sign-in, and sends an invitation by mail.',
      'Callers GLOBAL_ADMIN , ACCOUNT_ADMIN',
      'roles: [ Role !] = []',
      'UserExistsError',
      'The address is taken',
    ])
      expect([words, text.includes(words)]).toEqual([words, true]);
    expect(section).toContain('href="types/UserExistsError.html"');
    expect(section).toContain('noor.hadad@baobab.example');
  });

  test('names the callers of every operation whose description has a role or a permission', () => {
    const names = /\b(GLOBAL_ADMIN|ACCOUNT_ADMIN|\w+_VIEWER|\w+:(?:read|write|run)(?:\.pii)?)\b/g;
    for (const { coordinate, field } of api.operations.values()) {
      const { callers } = splitCallers(field.description ?? '', api.schema);
      const named = field.description?.match(names) ?? [];
      expect([coordinate, named.filter((name) => !callers.includes(name))]).toEqual([coordinate, []]);
    }
  });

  test('leads from a type to what uses it, and back', () => {
    const page = files.get('types/UserExistsError.html') ?? '';
    expect(page).toContain('href="InviteUserResult.html"');
    expect(page).toContain('href="UserError.html"');
    expect(files.get('types/InviteUserResult.html')).toContain('href="../users.html#Mutation.inviteUser"');
    expect(files.get('types/UserError.html')).toContain('href="UserExistsError.html"');
  });

  test('shows an example once for each operation that it shows, and not where a field only leads there', () => {
    const page = files.get('roster.html');
    expect(sectionOf(page, 'Organization.linkSummary')).toContain('The roster in numbers');
    expect(sectionOf(page, 'Organization.rosterBreakdown')).toContain('The roster in numbers');
    expect(sectionOf(files.get('organizations.html'), 'Query.callerOrganization')).not.toContain(
      'The roster in numbers',
    );
  });
});

const SMALL = `type Query { thing(old: Int @deprecated(reason: "Use \`size\`.")): Thing, former: String @deprecated(reason: "Use thing.") }
"""A thing with <b>markup</b> & "quotes"."""
type Thing { kind: Kind! }
enum Kind { NEW, OLD @deprecated(reason: "Use NEW.") }`;
const GROUPS: OperationGroup[] = [
  { name: 'things', title: 'Things', about: 'All.', operations: ['Query.thing', 'Query.former'] },
];
const example = (operation: string): Example => ({
  ...{ name: 'things/1-one', title: '</code><script>', about: '', as: null, operation, variables: {}, varies: [] },
  answer: { data: { thing: '</pre>' } },
});

describe('pages', () => {
  test('say what is deprecated, and what to use', () => {
    const files = apiReference(SMALL, [], GROUPS);
    expect(textOf(sectionOf(files.get('things.html'), 'Query.former'))).toContain('Deprecated. Use thing.');
    expect(textOf(files.get('types/Kind.html'))).toContain('OLD Deprecated. Use NEW.');
  });

  test('show descriptions and examples as text, never as markup', () => {
    const files = apiReference(SMALL, [example('{ thing { kind } }')], GROUPS);
    expect(files.get('types/Thing.html')).toContain('A thing with &lt;b&gt;markup&lt;/b&gt; &amp; &quot;quotes&quot;.');
    expect(files.get('things.html')).toContain('&lt;/code&gt;&lt;script&gt;');
    expect(files.get('things.html')).not.toMatch(/<script>|"<\/pre>/);
  });

  test('have a root field without a group on the last one', () => {
    const files = apiReference(SMALL, [], [{ ...GROUPS[0], operations: ['Query.thing'] } as OperationGroup]);
    expect(textOf(sectionOf(files.get('other.html'), 'Query.former'))).toContain('Deprecated. Use thing.');
    expect(files.get('index.html')).toContain('Other operations');
  });

  test('are not written for a group without its field, or a field in two groups', () => {
    const write =
      (...operations: string[]) =>
      () =>
        apiReference(SMALL, [], [{ name: 'things', title: 'Things', about: 'All.', operations }]);
    expect(write('Query.thing', 'Query.former', 'Query.gone')).toThrow('the API has no Query.gone (in things)');
    expect(write('Query.thing', 'Query.thing')).toThrow('Query.thing is in two groups');
  });

  test('are not written with an example that does not fit the API', () => {
    expect(() => apiReference(SMALL, [example('{ gone }')], GROUPS)).toThrow(/docs\/examples\/things\/1-one.*"gone"/);
  });
});
