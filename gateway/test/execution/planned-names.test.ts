import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { type ComposedServices, startComposedServices } from '../support/composed-services.js';

type Data = { entries?: unknown; users?: { entries?: unknown }[] };

let services: ComposedServices;
let ofMinutes: (id: string) => number | null;

const USERS = [{ __typename: 'User', id: 'user-1' }];
const ENTRIES = [
  { __typename: 'Course', id: '1', owner: 'Ada' },
  { __typename: 'Exam', id: '2', owner: 'Bea' },
];
const scores = (limit: number) =>
  [10, 20, 30].slice(0, limit).map((value) => ({ __typename: 'Score', id: `s${value}`, value }));

beforeAll(async () => {
  services = await startComposedServices({
    // `minutes` and `owner` differ between the types of this service, and only here.
    catalog: {
      sdl: `type Query { entries: [Entry!]! }
        union Entry = Course | Exam
        type User @key(fields: "id") { id: ID! entries: [Entry!]! }
        type Course @key(fields: "id") { id: ID! minutes: Int! @shareable owner: String @shareable }
        type Exam @key(fields: "id") { id: ID! minutes: Int @shareable owner: String! @shareable }`,
      resolvers: {
        Query: { entries: () => ENTRIES },
        User: { __resolveReference: ({ id }: { id: string }) => ({ id }), entries: () => ENTRIES },
        Course: {
          __resolveReference: ({ id }: { id: string }) => ENTRIES.find((one) => one.id === id),
          minutes: ({ id }: { id: string }) => ofMinutes(id),
        },
        Exam: {
          __resolveReference: ({ id }: { id: string }) => ENTRIES.find((one) => one.id === id),
          minutes: ({ id }: { id: string }) => ofMinutes(id),
        },
      },
    },
    // Makes both nullable for clients.
    archive: {
      sdl: `type Query { archived: [Course!]! }
        type Course @key(fields: "id") { id: ID! minutes: Int @shareable owner: String @shareable }
        type Exam @key(fields: "id") { id: ID! minutes: Int @shareable owner: String @shareable }`,
      resolvers: { Query: { archived: () => [] } },
    },
    // `best` needs three scores, whatever the client asks for.
    people: {
      sdl: `type Query { users: [User!]! }
        type User @key(fields: "id") { id: ID! name: String }
        type Score @key(fields: "id") { id: ID! value: Int! }`,
      resolvers: {
        Query: { users: () => USERS },
        User: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
        Score: { __resolveReference: ({ id }: { id: string }) => ({ id, value: Number(id.slice(1)) }) },
      },
    },
    scores: {
      sdl: `type User @key(fields: "id") { id: ID! scores(limit: Int): [Score!]!
          best: Int @requires(fields: "scores(limit: 3) { value }") }
        type Score @key(fields: "id") { id: ID! value: Int! @external }`,
      resolvers: {
        User: {
          __resolveReference: (user: object) => user,
          scores: (_: unknown, { limit = 2 }: { limit?: number }) => scores(limit),
          best: (user: { scores: { value: number }[] }) => Math.max(...user.scores.map(({ value }) => value)),
        },
        Score: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
      },
    },
  });
});
beforeEach(() => {
  services.forget();
  ofMinutes = Number;
});
afterAll(() => services.stop());

describe.each([
  ['the root', '', []],
  ['an entity', 'users', ['users', 0]],
])('one field of several types in a service, at %s', (_, parent, path) => {
  const ask = async (fields: string) => {
    const entries = `entries { ... on Course { ${fields} } ... on Exam { ${fields} } }`;
    const { data, errors } = await services.ask(parent === '' ? `{ ${entries} }` : `{ ${parent} { ${entries} } }`);
    return { entries: (parent === '' ? (data as Data) : (data as Data).users?.[0])?.entries, errors };
  };

  test('has one name for the client', async () => {
    expect((await ask('minutes owner')).entries).toEqual([
      { minutes: 1, owner: 'Ada' },
      { minutes: 2, owner: 'Bea' },
    ]);
  });

  test('keeps values that are false', async () => {
    ofMinutes = () => 0;
    expect((await ask('minutes')).entries).toEqual([{ minutes: 0 }, { minutes: 0 }]);
  });

  test('has its error at that name', async () => {
    ofMinutes = (id) => {
      if (id === '2') throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
      return 1;
    };
    const { entries, errors } = await ask('minutes owner');
    expect(entries).toEqual([
      { minutes: 1, owner: 'Ada' },
      { minutes: null, owner: 'Bea' },
    ]);
    expect(errors).toMatchObject([{ path: [...path, 'entries', 1, 'minutes'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a field that another one requires with arguments', () => {
  test.each([
    ['other arguments', 'scores(limit: 1) { id }', [{ id: 's10' }]],
    ['no arguments', 'scores { id }', [{ id: 's10' }, { id: 's20' }]],
    ['the same arguments', 'scores(limit: 3) { id }', [{ id: 's10' }, { id: 's20' }, { id: 's30' }]],
  ])('has those of the client as well: %s', async (_, field, expected) => {
    expect((await services.ask(`{ users { best ${field} } }`)).data).toEqual({
      users: [{ best: 30, scores: expected }],
    });
  });
});

describe('a service that finds objects by one of its keys', () => {
  test('is asked by that key for a field that requires another', async () => {
    const keyed = await startComposedServices({
      left: {
        sdl: `type Item @key(fields: "id") @key(fields: "code { a b }", resolvable: false) { id: ID! code: Code! title: String! }
          type Code @shareable { a: ID! b: ID! c: ID! }`,
        resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `Title ${id}` }) } },
      },
      right: {
        sdl: `type Query { items: [Item!]! }
          type Item @key(fields: "code { a b }", resolvable: false) @key(fields: "id code { b c }") {
            id: ID! code: Code! title: String! @external label: String! @requires(fields: "title") }
          type Code @shareable { a: ID! b: ID! c: ID! }`,
        resolvers: {
          Query: { items: () => [{ id: '1', code: { a: 'a', b: 'b', c: 'c' } }] },
          Item: {
            __resolveReference: (item: { id?: string }) => (item.id === undefined ? null : item),
            label: ({ id, title }: { id: string; title: string }) => `${id}: ${title}`,
          },
        },
      },
    });
    const { data } = await keyed.ask('{ items { title label } }');
    await keyed.stop();
    expect(data).toEqual({ items: [{ title: 'Title 1', label: '1: Title 1' }] });
  });
});
