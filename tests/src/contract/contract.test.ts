import { buildSchema } from 'graphql';
import { repositoryFile } from '../repository.js';
import { apiSchema, composeSubgraphs } from './composed-api.js';
import { compareWithContract } from './contract-difference.js';

const contract = buildSchema(repositoryFile('tests/contract/api.graphql'), { assumeValid: true });
const stillMissing = repositoryFile('tests/contract/still-missing.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('the API contract', () => {
  it('matches the types, nullability and defaults of everything that exists', () => {
    expect(compareWithContract(contract, apiSchema()).changed).toEqual([]);
  });

  it('lacks exactly what still-missing.txt lists', () => {
    expect(compareWithContract(contract, apiSchema()).missing).toEqual(stillMissing);
  });

  it('reports a missing field, a changed nullability and a missing union member', () => {
    const promised = buildSchema(
      'type Query { a: Int! b(x: Int = 1): U } union U = A | B type A { id: ID } type B { id: ID } enum E { X Y }',
    );
    const actual = buildSchema('type Query { a: Int } union U = A type A { id: ID } enum E { X }');
    expect(compareWithContract(promised, actual)).toEqual({
      missing: ['B', 'E.Y', 'Query.b', 'U = B'],
      changed: ['Query.a is Int, promised is Int!'],
    });
  });

  it('has a description for every type and every root field', () => {
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
  it('equals the composition of the committed subgraph schemas', () => {
    expect(repositoryFile('gateway/supergraph.graphql').trim()).toBe(composeSubgraphs().supergraphSdl.trim());
  });

  it('uses no directive that keeps the gateway from loading', () => {
    expect(repositoryFile('gateway/supergraph.graphql')).not.toMatch(
      /@(authenticated|requiresScopes|policy|fromContext)\b/,
    );
  });
});
