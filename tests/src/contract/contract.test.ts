import { buildSchema } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiSchema, composeSubgraphs } from './composed-api.js';
import { compareWithContract } from './contract-difference.js';

const contract = buildSchema(repositoryFile('tests/contract/api.graphql'), { assumeValid: true });
const stillMissing = repositoryFile('tests/contract/still-missing.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('the API contract', () => {
  it('is met in form by everything that exists: types, nullability, defaults', () => {
    expect(compareWithContract(contract, apiSchema()).changed).toEqual([]);
  });

  it('lacks exactly what still-missing.txt names', () => {
    expect(compareWithContract(contract, apiSchema()).missing).toEqual(stillMissing);
  });

  it('is compared name by name: a dropped field, a changed nullability and a lost member are all seen', () => {
    const promised = buildSchema(
      'type Query { a: Int! b(x: Int = 1): U } union U = A | B type A { id: ID } type B { id: ID } enum E { X Y }',
    );
    const actual = buildSchema('type Query { a: Int } union U = A type A { id: ID } enum E { X }');
    expect(compareWithContract(promised, actual)).toEqual({
      missing: ['B', 'E.Y', 'Query.b', 'U = B'],
      changed: ['Query.a is Int, promised is Int!'],
    });
  });

  it('describes every type and every root field', () => {
    const schema = apiSchema();
    const types = Object.values(schema.getTypeMap()).filter(
      (type) =>
        !type.name.startsWith('__') &&
        !['Query', 'Mutation', 'String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
    );
    const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      type ? Object.values(type.getFields()) : [],
    );
    expect([...types, ...rootFields].filter((item) => !item.description?.trim()).map((item) => item.name)).toEqual([]);
  });
});

describe('the committed supergraph', () => {
  it('is what the committed schemas of the subgraphs compose to', () => {
    expect(repositoryFile('gateway/supergraph.graphql').trim()).toBe(composeSubgraphs().supergraphSdl.trim());
  });

  it('uses no directive that stops the gateway from loading', () => {
    expect(repositoryFile('gateway/supergraph.graphql')).not.toMatch(
      /@(authenticated|requiresScopes|policy|fromContext)\b/,
    );
  });
});
