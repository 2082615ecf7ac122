import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { type AccessTable, allows, type FieldAccess, mayAtAll, type Subject, type TypeAccess } from './access.js';
import type { Caller } from './caller.js';
import { refusal } from './refusal.js';

type Context = { caller: Caller };
type Field = GraphQLField<unknown, Context>;

const FEDERATION_FIELDS = new Set(['_service', '_entities']);
const ROOTS = new Set(['Query', 'Mutation']);

/**
 * Puts the access table in front of the fields it restricts. Fields that go with their object stay untouched,
 * so that a list of scalars costs nothing. Throws when the table and the schema do not name the same fields.
 */
export function guardFields(schema: GraphQLSchema, table: AccessTable): void {
  const missing: string[] = [];
  const seen = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    const entries = table[type.name];
    for (const field of Object.values(type.getFields())) {
      if (FEDERATION_FIELDS.has(field.name)) continue;
      const access = entries?.fields[field.name] ?? (entries && !entries.subject ? entries.fields['*'] : undefined);
      if (entries === undefined || access === undefined) {
        missing.push(`${type.name}.${field.name}`);
        continue;
      }
      seen.add(`${type.name}.${entries.fields[field.name] === undefined ? '*' : field.name}`);
      if (access !== 'with-object')
        guard(field as Field, access, ROOTS.has(type.name) ? undefined : entries, type.name);
    }
  }
  const idle = Object.entries(table).flatMap(([type, entries]) =>
    Object.keys(entries.fields)
      .map((field) => `${type}.${field}`)
      .filter((name) => !seen.has(name)),
  );
  if (missing.length > 0) throw new Error(`Fields without an entry in the access table: ${missing.join(', ')}`);
  if (idle.length > 0) throw new Error(`Entries of the access table without a field: ${idle.join(', ')}`);
}

function guard(
  field: Field,
  access: Exclude<FieldAccess, string>,
  entries: TypeAccess | undefined,
  typeName: string,
): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const subjectOf = entries?.subject;
  if (entries !== undefined && subjectOf === undefined) {
    throw new Error(
      `${typeName}.${field.name} is restricted, but the access table does not say whom a ${typeName} is about.`,
    );
  }
  field.resolve = (parent, args, context, info) => {
    const allowed =
      subjectOf === undefined ? mayAtAll(access, context.caller) : allows(access, context.caller, subjectOf(parent));
    if (allowed) return resolve(parent, args, context, info);
    if (subjectOf !== undefined && access.otherwise === 'null') return null;
    throw refusal(context.caller, access.to);
  };
}

/** A reference resolver that gives null to callers who may not have the object: `_entities` walks around root fields. */
export function guardReference<Reference, Resolved extends object>(
  entries: TypeAccess | undefined,
  typeName: string,
  resolve: (reference: Reference, context: never) => Promise<Resolved | null> | Resolved | null,
): (reference: Reference, context: Context) => Promise<Resolved | null> {
  const reference = entries?.reference;
  if (reference === undefined)
    throw new Error(`The access table does not say who may have a ${typeName} by reference.`);
  const subjectOf = entries?.subject ?? ((): Subject => ({}));
  return async (key, context) => {
    const object = await resolve(key, context as never);
    return object !== null && allows(reference, context.caller, subjectOf(object)) ? object : null;
  };
}
