import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { type ComposedServices, startComposedServices } from '../support/composed-services.js';

const ITEMS: Record<string, { __typename: string; id: string; title: string; minutes?: number }> = {
  'item-1': { __typename: 'Course', id: 'item-1', title: 'Networks' },
  'item-2': { __typename: 'Exam', id: 'item-2', title: 'Networks, the exam', minutes: 90 },
};
let services: ComposedServices;
let rate: (id: string) => number;

/** One service has courses and exams, the other one type for both. */
beforeAll(async () => {
  services = await startComposedServices({
    catalog: {
      sdl: `type Query { items: [Item!]! }
        interface Item @key(fields: "id") { id: ID! title: String! }
        type Course implements Item @key(fields: "id") { id: ID! title: String! }
        type Exam implements Item @key(fields: "id") { id: ID! title: String! minutes: Int! }`,
      resolvers: {
        Query: { items: () => Object.values(ITEMS) },
        Item: { __resolveReference: ({ id }: { id: string }) => ITEMS[id] },
        Course: { __resolveReference: ({ id }: { id: string }) => ITEMS[id] },
        Exam: { __resolveReference: ({ id }: { id: string }) => ITEMS[id] },
      },
    },
    ratings: {
      sdl: `type Query { rated: [Item!]! }
        type Item @key(fields: "id") @interfaceObject { id: ID! rating: Int related: [Item!]! }`,
      resolvers: {
        Query: { rated: () => [{ id: 'item-2' }, { id: 'item-1' }] },
        Item: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          rating: ({ id }: { id: string }) => rate(id),
          related: () => [{ id: 'item-2' }],
        },
      },
    },
  });
});
beforeEach(() => {
  services.forget();
  rate = (id) => Number(id.slice(-1));
});
afterAll(() => services.stop());

describe('an interface that a service has as one type', () => {
  test('is answered by that service alone where only its fields are selected', async () => {
    expect(await services.ask('{ rated { id rating } }')).toMatchObject({
      data: {
        rated: [
          { id: 'item-2', rating: 2 },
          { id: 'item-1', rating: 1 },
        ],
      },
    });
    expect(services.received('catalog')).toEqual([]);
  });

  test('is represented by the name of the interface', async () => {
    expect((await services.ask('{ items { __typename title rating } }')).data).toEqual({
      items: [
        { __typename: 'Course', title: 'Networks', rating: 1 },
        { __typename: 'Exam', title: 'Networks, the exam', rating: 2 },
      ],
    });
    expect(services.received('ratings').map(({ representations }) => representations)).toEqual([
      [
        { __typename: 'Item', id: 'item-1' },
        { __typename: 'Item', id: 'item-2' },
      ],
    ]);
  });

  test('gets the types of its objects from the service that knows them', async () => {
    const document = '{ rated { __typename rating ... on Exam { minutes } ... on Item { title } } }';
    expect((await services.ask(document)).data).toEqual({
      rated: [
        { __typename: 'Exam', rating: 2, minutes: 90, title: 'Networks, the exam' },
        { __typename: 'Course', rating: 1, title: 'Networks' },
      ],
    });
  });

  test('has the fields of its objects below each other', async () => {
    const document = '{ items { ... on Course { related { rating title related { id } } } } }';
    expect((await services.ask(document)).data).toEqual({
      items: [{ related: [{ rating: 2, title: 'Networks, the exam', related: [{ id: 'item-2' }] }] }, {}],
    });
  });

  test.each(['rated', 'items'])('has an error at its own place: %s', async (field) => {
    rate = (id) => {
      if (id === 'item-1') throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } });
      return 2;
    };
    const { data, errors } = await services.ask(`{ ${field} { title rating } }`);
    const position = field === 'items' ? 0 : 1;
    expect(errors).toMatchObject([{ path: [field, position, 'rating'], extensions: { code: 'FORBIDDEN' } }]);
    expect((data as Record<string, { rating: number | null }[]>)[field]?.map(({ rating }) => rating)).toEqual(
      field === 'items' ? [null, 2] : [2, null],
    );
  });
});

describe('an interface without objects', () => {
  let empty: ComposedServices;
  beforeAll(async () => {
    const reference = { __resolveReference: () => null };
    empty = await startComposedServices({
      first: {
        sdl: 'type Query { here: Item } interface Item @key(fields: "id") { id: ID! }',
        resolvers: { Query: { here: () => ({ __typename: 'Item', id: '1' }) }, Item: reference },
      },
      second: {
        sdl: `type Query { there: Item }
          type Item @key(fields: "id", resolvable: false) @interfaceObject { id: ID! rating: Int }`,
        resolvers: { Query: { there: () => ({ id: '1' }) }, Item: { rating: () => 5 } },
      },
    });
  });
  afterAll(() => empty.stop());

  test('has the fields of the service that has it as one type', async () => {
    expect(await empty.ask('{ there { id rating } }')).toMatchObject({ data: { there: { id: '1', rating: 5 } } });
  });

  test('is no answer where no service has a way to the field', async () => {
    const { data, errors } = await empty.ask('{ here { rating } }');
    expect([data ?? null, errors?.length]).toEqual([null, 1]);
  });
});
