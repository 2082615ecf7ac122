import { describe, expect, test } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, Kind, parse } from 'graphql';
import { fragmentsByName } from '../../src/limits/document-limits.js';
import { countNodes } from '../../src/limits/node-count.js';

const SCHEMA = buildSchema(`
  type Query { viewer: User organization: Organization found: Found }
  union Found = User | Organization
  type User { id: ID! roles: [String!]! organization: Organization credits(first: Int!): CreditConnection friends(first: Int = 20): [User!] badges: [Badge!]! }
  type Organization { id: ID! users(first: Int!): UserConnection }
  type UserConnection { nodes: [User!]! edges: [UserEdge!]! totalCount: Int pageInfo: PageInfo! }
  type UserEdge { node: User! cursor: String! }
  type CreditConnection { nodes: [Credit!]! }
  type Credit { id: ID! reasons: [String!]! badge: Badge }
  type Badge { id: ID! steps: [Badge!]! }
  type PageInfo { endCursor: String }
`);

function nodes(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('there is no operation');
  return countNodes(SCHEMA, operation, fragmentsByName(document), variables, 10, { 'Badge.steps': 3 });
}

describe('the nodes of an operation', () => {
  test.each<[string, string, number, Record<string, unknown>?]>([
    ['a page', '{ organization { users(first: 100) { nodes { id } } } }', 101],
    ['a page without selected fields', '{ organization { users(first: 100) { totalCount } } }', 1],
    ['a page by its edges', '{ organization { users(first: 100) { edges { node { id } } } } }', 126],
    [
      'pages in a page',
      '{ organization { users(first: 100) { nodes { credits(first: 100) { nodes { id } } } } } }',
      10_126,
    ],
    ['a list without a page', '{ viewer { badges { id } } }', 11],
    ['lists of known lengths', '{ viewer { badges { steps { steps { id } } } } }', 131],
    ['a list that is a page itself', '{ viewer { friends(first: 7) { id } } }', 8],
    ['a default', '{ viewer { friends { id } } }', 21],
    ['null for a default', '{ viewer { friends(first: null) { id } } }', 11],
    ['a variable', 'query ($n: Int!) { viewer { friends(first: $n) { id } } }', 41, { n: 40 }],
    ['a list of scalars', '{ viewer { roles } }', 1],
    ['fields that are merged', '{ viewer { badges { id } ...A } } fragment A on User { badges { id } }', 11],
    ['aliases', '{ viewer { a: badges { id } b: badges { id } } }', 21],
    ['each type of a union', '{ found { ... on User { badges { id } } ... on Organization { id } } }', 11],
    ['what is skipped', 'query ($no: Boolean!) { viewer { badges @include(if: $no) { id } } }', 1, { no: false }],
    ['what is not skipped', 'query ($no: Boolean!) { viewer { badges @skip(if: $no) { id } } }', 11, { no: false }],
    ['a page of a negative length, which its service rejects', '{ viewer { friends(first: -100) { id } } }', 1],
    ['the schema', getIntrospectionQuery(), 0],
  ])('are counted: %s', (_, query, count, variables = {}) => {
    expect(nodes(query, variables)).toBe(count);
  });

  test('of a bomb of pages stay a number', () => {
    const pages = (depth: number): string =>
      depth === 0 ? 'id' : `organization { users(first: 2147483647) { nodes { ${pages(depth - 1)} } } }`;
    expect(nodes(`{ viewer { ${pages(40)} } }`)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
  });
});
