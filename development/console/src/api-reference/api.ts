import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type { Example } from './examples.js';
import { OPERATION_GROUPS, type OperationGroup, OTHER_OPERATIONS } from './groups.js';
import { operationsOfExample } from './operations-of-example.js';
import { usesOfTypes } from './uses.js';

/** A field with a section of its own: a root field, or a field that answers a question about an organization or a user. */
export type Operation = {
  /** Such as `Mutation.inviteUser`. */
  readonly coordinate: string;
  readonly parent: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly group: OperationGroup;
};

/** The API as the pages of its reference need it. */
export type Api = {
  readonly schema: GraphQLSchema;
  readonly groups: readonly OperationGroup[];
  /** By coordinate, in the order of the pages. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Every type of the schema but the roots, by name. */
  readonly types: readonly GraphQLNamedType[];
  /** Coordinates of the fields, arguments and unions that use a type, by the name of the type. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** By the coordinate of an operation. */
  readonly examples: ReadonlyMap<string, readonly Example[]>;
};

/** Reads the SDL of the API. Throws for a group or an example that does not fit the schema. */
export function readApi(sdl: string, examples: readonly Example[], listed = OPERATION_GROUPS): Api {
  const schema = buildSchema(sdl);
  const groups = withOtherOperations(schema, listed);
  const operations = operationsOf(schema, groups);
  const byOperation = new Map<string, Example[]>();
  for (const example of examples)
    for (const coordinate of operationsOfExample(schema, example, operations))
      byOperation.set(coordinate, [...(byOperation.get(coordinate) ?? []), example]);
  return { schema, groups, operations, types: typesOf(schema), uses: usesOfTypes(schema), examples: byOperation };
}

/** Root fields that no group has are on a last page: an operation can be added without a change here. */
function withOtherOperations(schema: GraphQLSchema, listed: readonly OperationGroup[]): readonly OperationGroup[] {
  const grouped = new Set(listed.flatMap(({ operations }) => operations));
  const others = rootsOf(schema)
    .flatMap((root) => Object.keys(root.getFields()).map((name) => `${root.name}.${name}`))
    .filter((coordinate) => !grouped.has(coordinate));
  return others.length === 0 ? listed : [...listed, { ...OTHER_OPERATIONS, operations: others }];
}

function operationsOf(schema: GraphQLSchema, groups: readonly OperationGroup[]): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const group of groups) {
    for (const coordinate of group.operations) {
      const [parent = '', name = ''] = coordinate.split('.');
      const type = schema.getType(parent);
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (field === undefined) throw new Error(`groups.ts: the API has no ${coordinate} (in ${group.name}).`);
      if (operations.has(coordinate)) throw new Error(`groups.ts: ${coordinate} is in two groups.`);
      operations.set(coordinate, { coordinate, parent, field, group });
    }
  }
  return operations;
}

function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  const roots: readonly GraphQLNamedType[] = rootsOf(schema);
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !roots.includes(type))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function rootsOf(schema: GraphQLSchema) {
  return [schema.getQueryType(), schema.getMutationType()].filter((root) => root !== null && root !== undefined);
}
