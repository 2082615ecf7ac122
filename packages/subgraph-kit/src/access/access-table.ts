import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { AccessTable, FieldAccess, SubjectAccess, TypeAccess } from './access.js';

const ROOTS = new Set(['Query', 'Mutation']);

/**
 * Collects the access decisions of a schema. Throws where a root field, a field of an entity or a field of a type with a
 * subject has none.
 */
export function collectAccess(schema: GraphQLSchema): AccessTable {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const own = types.filter((type) => !type.name.startsWith('_'));
  const collected: AccessTable = Object.fromEntries(own.map((type) => [type.name, accessOfType(type)]));
  const undecided = own.flatMap((type) => undecidedFields(type, collected[type.name]));
  if (undecided.length > 0) throw new Error(`Fields without an access decision: ${undecided.join(', ')}`);
  return collected;
}

function accessOfType(type: GraphQLObjectType): TypeAccess {
  const subject = type.extensions.subject as SubjectAccess | undefined;
  const mustDecide = ROOTS.has(type.name) || isEntity(type) || subject !== undefined;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const declared = field.extensions.access as FieldAccess | undefined;
    const access = declared ?? (mustDecide ? undefined : ('with-object' as const));
    return access === undefined ? [] : [[field.name, access] as const];
  });
  return { ...subject, fields: Object.fromEntries(fields) };
}

function isEntity(type: GraphQLObjectType): boolean {
  return type.astNode?.directives?.some(({ name }) => name.value === 'key') ?? false;
}

/** Root fields cannot follow an object. */
function undecidedFields(type: GraphQLObjectType, entries: TypeAccess | undefined): string[] {
  return Object.keys(type.getFields())
    .filter((field) => {
      const access = entries?.fields[field];
      return access === undefined || (ROOTS.has(type.name) && access === 'with-object');
    })
    .map((field) => `${type.name}.${field}`);
}
