import { buildSchema } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiChanges, unannounced } from './api-changes.js';
import { apiSchema } from './composed-api.js';

const released = buildSchema(`
  type Query { a(x: Int): Int! b: U node(in: In): E }
  union U = A | B  type A { id: ID! gone: String } type B { id: ID! } enum E { X Y } input In { p: Int }`);
const later = buildSchema(`
  type Query { a(x: Int!): Int b: U node(in: In): E more: Int }
  union U = A | C  type A { id: ID! } type C { id: ID! } enum E { X Z } input In { p: Int q: Int! }`);

it('separates changes that break a conforming client from harmless ones', async () => {
  const { breaking, harmless } = await apiChanges(released, later);
  expect(breaking.map(({ path }) => path).sort()).toEqual(
    ['A.gone', 'B', 'E.Y', 'In.q', 'Query.a', 'Query.a.x', 'U'].sort(),
  );
  expect(harmless.map(({ path }) => path)).toContain('Query.more');
});

it('accepts a breaking change only if the newest section of the changelog names it under Breaking', async () => {
  const { breaking } = await apiChanges(released, later);
  const left = (changelog: string) =>
    unannounced(breaking, changelog)
      .map(({ path }) => path)
      .sort();
  const everything = breaking.map(({ path }) => `\`${path}\``).join(', ');
  expect(left(`# Changelog\n\n## Unreleased\n\nText.\n\n**Breaking**: ${everything} are gone.\n`)).toEqual([]);
  expect(left(`# Changelog\n\n## Unreleased\n\n### Breaking\n\n- ${everything}\n\n### Added\n`)).toEqual([]);
  expect(left(`# Changelog\n\n## Unreleased\n\n- ${everything}\n`)).toHaveLength(breaking.length);
  expect(left(`# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n**Breaking**: ${everything}\n`)).toHaveLength(
    breaking.length,
  );
  expect(
    left('# Changelog\n\n## Unreleased\n\n**Breaking**: `A.gone` and `Query.a.x` went.\n\n**Operators**: `Query.a`\n'),
  ).toEqual(['B', 'E.Y', 'In.q', 'Query.a', 'U']);
});

it('the API is compatible with the released one, or the changelog names the breaking change', async () => {
  const given = buildSchema(repositoryFile('tests/contract/released.graphql'), { assumeValid: true });
  const { breaking } = await apiChanges(given, apiSchema());
  expect(unannounced(breaking, repositoryFile('CHANGELOG.md'))).toEqual([]);
});
