import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { representation } from '../../src/planning/requests/representation.js';

const schema = buildSchema(`
  interface Named { name: String }
  type User implements Named { id: ID name: String home: Place homes: [Place] }
  type Place { street: String city: String }
  type Query { user: User }
`);
const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'Field',
  name,
  ...(selections && { selections }),
});
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});
const USER = [on('User', field('__typename'), field('id'))];

describe('the representation of an object', () => {
  test.each<[string, QueryPlanSelectionNode[], Record<string, unknown>, string | undefined]>([
    [
      'has the required fields alone',
      USER,
      { __typename: 'User', id: '1', name: 'A' },
      '{"__typename":"User","id":"1"}',
    ],
    ['has them in one order', USER, { id: '1', __typename: 'User' }, '{"__typename":"User","id":"1"}'],
    ['escapes text', USER, { __typename: 'User', id: '"\n' }, '{"__typename":"User","id":"\\"\\n"}'],
    ['has a null', USER, { __typename: 'User', id: null }, '{"__typename":"User","id":null}'],
    ['is none where a field is missing', USER, { __typename: 'User' }, undefined],
    ['is none for another type', USER, { __typename: 'Place', id: '1' }, undefined],
    ['is none for an unknown type', USER, { __typename: 'Stranger', id: '1' }, undefined],
    ['is none without a type', USER, { id: '1' }, undefined],
    [
      'has the fields of an interface',
      [...USER, on('Named', field('name'))],
      { __typename: 'User', id: '1', name: 'A' },
      '{"__typename":"User","id":"1","name":"A"}',
    ],
    [
      'has the selected fields of objects and lists',
      [...USER, on('User', field('home', [field('city')]), field('homes', [field('street')]))],
      {
        __typename: 'User',
        id: '1',
        home: { street: 's', city: 'c' },
        homes: [{ street: 's', city: 'c' }, null, { city: 'no street' }],
      },
      '{"__typename":"User","id":"1","home":{"city":"c"},"homes":[{"street":"s"},null,null]}',
    ],
  ])('%s', (_what, requires, object, text) => {
    expect(representation(schema, requires)(object)).toBe(text);
  });
});
