import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLSchema,
  graphql,
  isObjectType,
  parse,
  printSchema,
} from 'graphql';
import { composeSupergraph } from '../../src/compose.js';
import { loadSupergraph } from '../../src/planning/supergraph.js';
import { type Generated, generated, makeUp, type Sayings } from './generated-data.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';
import { ORGANIZATION, startTestWorld, type TestGateway, type TestWorld } from './test-world.js';

const SERVICES = ['identity', 'association', 'credits'];
const USER = '01989011-0000-7000-8000-000000000001';

export type GeneratedServices = {
  gateway: TestGateway;
  /** The token of a person with every role. */
  token: string;
  /** A test's own values of fields (`Type.field`); emptied between tests. */
  sayings: Sayings;
  subgraphs: ReadonlyMap<string, TestSubgraph>;
  /** The same operations, answered by graphql-js over one schema with the same data. */
  schema: GraphQLSchema;
  reference(source: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  stop(): Promise<void>;
};

/**
 * A gateway over the three services' own SDL with generated data, and one schema without federation over the same data.
 */
export async function startGeneratedServices(): Promise<GeneratedServices> {
  const sdl = Object.fromEntries(
    SERVICES.map((name) => [
      name,
      readFileSync(new URL(`../../../services/${name}/schema.graphql`, import.meta.url), 'utf8'),
    ]),
  );
  const sayings: Sayings = new Map();
  const world: TestWorld = await startTestWorld();
  const owners = new Map<string, GraphQLSchema>();
  const subgraphs = new Map<string, TestSubgraph>();
  for (const name of SERVICES) {
    const schema = buildSubgraphSchema([
      { typeDefs: parse(String(sdl[name])), resolvers: references(String(sdl[name])) },
    ]);
    resolveByMakingUp(schema, () => schema, sayings);
    for (const field of fieldsOf(schema)) if (!owners.has(field)) owners.set(field, schema);
    subgraphs.set(
      name,
      await startTestSubgraph({ name, sdl: String(sdl[name]), schema, verifyKey: world.keys.verifyKey }),
    );
  }
  subgraphs.get('identity')?.serve((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ caller: 'user', userId: USER, organizationId: ORGANIZATION, roles: ['GLOBAL_ADMIN'] }),
    );
  });
  const supergraph = composeSupergraph(sdl);
  const schema = buildSchema(printSchema(loadSupergraph(supergraph).apiSchema));
  resolveByMakingUp(schema, (field) => owners.get(field) ?? schema, sayings);
  const urls = Object.fromEntries([...subgraphs].map(([name, { url }]) => [name, url]));
  const gateway = await world.gateway({ subgraphs: urls }, supergraph);
  return {
    gateway,
    token: await world.issuer.person('anna'),
    sayings,
    subgraphs,
    schema,
    reference: (source, variableValues = {}) => graphql({ schema, source, variableValues }),
    stop: async () => {
      await world.stop();
      await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    },
  };
}

/** Every requested entity exists. */
function references(sdl: string) {
  return Object.fromEntries(
    [...sdl.matchAll(/^type (\w+) @key/gm)].map(([, name = '']) => [
      name,
      { __resolveReference: ({ id }: { id: string }) => generated(name, id) },
    ]),
  );
}

function* fieldsOf(schema: GraphQLSchema): Generator<string> {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type)) for (const name of Object.keys(type.getFields())) yield `${type.name}.${name}`;
}

function resolveByMakingUp(schema: GraphQLSchema, owner: (field: string) => GraphQLSchema, sayings: Sayings): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const make = makeUp(owner(`${type.name}.${field.name}`), sayings);
      field.resolve = (parent, args) => make(parent as Generated | undefined, type, field, args);
    }
  }
}
