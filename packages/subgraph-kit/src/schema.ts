import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import type { AccessTable } from './access.js';
import { guardFields, guardReference } from './access-guard.js';
import { collectAccess } from './access-table.js';
import { DateScalar, DateTimeScalar, YearMonthScalar } from './scalars.js';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible"])';

/** Resolves entities by reference; the object must be a fresh one, and null where there is none. */
export type References<Context> = Record<
  string,
  // biome-ignore lint/suspicious/noExplicitAny: each entity has a key of its own shape
  (reference: any, context: Context) => Promise<object | null> | object | null
>;

/**
 * Builds a subgraph from type-graphql resolvers, with its access decisions (access.ts) in front of every restricted field.
 * The table is for services whose decisions are not all beside their operations yet.
 */
export async function buildSubgraph<Context>(parts: {
  // biome-ignore lint/complexity/noBannedTypes: type-graphql takes resolver classes as functions
  resolvers: NonEmptyArray<Function>;
  // biome-ignore lint/complexity/noBannedTypes: the same for object types
  orphanedTypes?: Function[];
  references: References<Context>;
  access?: AccessTable;
}): Promise<{ schema: GraphQLSchema; sdl: string; access: AccessTable }> {
  const built = await buildSchema({
    resolvers: parts.resolvers,
    orphanedTypes: parts.orphanedTypes ?? [],
    validate: false,
    skipCheck: true,
    scalarsMap: [],
  });
  const access = collectAccess(built, parts.access);
  const sdl = `${FEDERATION}\n\n${printSchemaWithDirectives(built)}\n`;
  const resolvers: Record<string, Record<string, unknown>> = createResolversMap(built) as never;
  for (const [type, resolve] of Object.entries(parts.references)) {
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: guardReference(access[type], type, resolve as never),
    };
  }
  for (const scalar of [DateTimeScalar, DateScalar, YearMonthScalar]) {
    if (built.getType(scalar.name)) resolvers[scalar.name] = scalar as never;
  }
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  guardFields(schema, access);
  return { schema, sdl, access };
}
