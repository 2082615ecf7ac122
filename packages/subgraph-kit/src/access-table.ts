import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { AccessTable, FieldAccess, SubjectAccess, TypeAccess } from './access.js';

const ROOTS = new Set(['Query', 'Mutation']);

/**
 * Collects the access decisions of a schema, from its decorators and then from a table. Throws where a root field, a
 * field of an entity or a field of a type with a subject has no decision, and where the table names an unknown field.
 */
export function collectAccess(schema: GraphQLSchema, table: AccessTable = {}): AccessTable {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const own = types.filter((type) => !type.name.startsWith('_'));
  const collected: AccessTable = Object.fromEntries(
    own.map((type) => [type.name, accessOfType(type, table[type.name])]),
  );
  const undecided = own.flatMap((type) => undecidedFields(type, collected[type.name]));
  if (undecided.length > 0) throw new Error(`Fields without an access decision: ${undecided.join(', ')}`);
  const idle = Object.entries(table).flatMap(([type, { fields }]) =>
    Object.keys(fields)
      .filter(
        (field) => collected[type] === undefined || (field !== '*' && collected[type].fields[field] === undefined),
      )
      .map((field) => `${type}.${field}`),
  );
  if (idle.length > 0) throw new Error(`Entries of the access table without a field: ${idle.join(', ')}`);
  return collected;
}

function accessOfType(type: GraphQLObjectType, entry: TypeAccess | undefined): TypeAccess {
  const subject = type.extensions.subject as SubjectAccess | undefined;
  const mustDecide = ROOTS.has(type.name) || isEntity(type) || subject !== undefined || entry?.subject !== undefined;
  const byDefault = mustDecide ? undefined : ('with-object' as const);
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const access = (field.extensions.access as FieldAccess | undefined) ?? entry?.fields[field.name] ?? byDefault;
    return access === undefined ? [] : [[field.name, access] as const];
  });
  const { fields: _, ...entrySubject } = entry ?? { fields: {} };
  return { ...entrySubject, ...subject, fields: Object.fromEntries(fields) };
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
