import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import type { AccessTable } from '../access/access.js';
import { guardFields, guardReference } from '../access/access-guard.js';
import { collectAccess } from '../access/access-table.js';
import { nameOfObjectType, Reference } from '../access/reference.js';
import { DateScalar, DateTimeScalar, YearMonthScalar } from './scalars.js';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible"])';

// biome-ignore lint/complexity/noBannedTypes: type-graphql takes classes as functions
type Class = Function;

/**
 * Builds a subgraph from everything that schema.ts exports: resolvers, references (reference.ts), and object types that only
 * the gateway reaches. Access decisions (access.ts) guard every restricted field. `schema.ts` has one line per operation,
 * and beside it:
 *
 *     import * as contents from './schema.js';
 *     export const identitySubgraph = () => buildSubgraph({ operations: Object.values(contents) });
 */
export async function buildSubgraph({
  operations,
}: {
  operations: readonly unknown[];
}): Promise<{ schema: GraphQLSchema; sdl: string; access: AccessTable }> {
  const contents = sortContents(operations);
  const built = await buildSchema({
    resolvers: contents.resolvers as unknown as NonEmptyArray<Class>,
    orphanedTypes: contents.types,
    validate: false,
    skipCheck: true,
    scalarsMap: [],
  });
  const access = collectAccess(built);
  const sdl = `${FEDERATION}\n\n${printSchemaWithDirectives(built)}\n`;
  const resolvers: Record<string, Record<string, unknown>> = createResolversMap(built) as never;
  for (const [type, resolve] of Object.entries(contents.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: guardReference(access[type], type, resolve as never) };
  }
  for (const scalar of [DateTimeScalar, DateScalar, YearMonthScalar]) {
    if (built.getType(scalar.name)) resolvers[scalar.name] = scalar as never;
  }
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  guardFields(schema, access);
  return { schema, sdl, access };
}

/** Sorts the exports of schema.ts by kind. */
function sortContents(exported: readonly unknown[]) {
  const sorted = { resolvers: [] as Class[], types: [] as Class[], references: {} as Record<string, unknown> };
  for (const part of exported) {
    if (part instanceof Reference) {
      const name = nameOfObjectType(part.type);
      if (name === undefined) throw new Error(`${part.type.name} is not an object type and cannot have a reference.`);
      sorted.references[name] = part.resolve;
    } else if (typeof part !== 'function') {
      throw new Error('schema.ts may export resolver classes, object types and references only.');
    } else if (nameOfObjectType(part) !== undefined) {
      sorted.types.push(part);
    } else {
      sorted.resolvers.push(part);
    }
  }
  return sorted;
}
