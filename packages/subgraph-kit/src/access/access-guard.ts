import { defaultFieldResolver, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import type { Caller } from '../callers/caller.js';
import { type AccessTable, allows, type FieldAccess, mayAtAll, type Subject, type TypeAccess } from './access.js';
import { denied } from './denial.js';

type Context = { caller: Caller };
type Field = GraphQLField<unknown, Context>;

const ROOTS = new Set(['Query', 'Mutation']);

/**
 * Guards the restricted fields of a schema. Fields that follow their object keep their resolvers, so that lists of
 * scalars cost nothing.
 */
export function guardFields(schema: GraphQLSchema, table: AccessTable): void {
  for (const [name, entries] of Object.entries(table)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const [fieldName, access] of Object.entries(entries.fields)) {
      const field = type.getFields()[fieldName];
      if (field && access !== 'with-object') guard(field as Field, access, ROOTS.has(name) ? undefined : entries, name);
    }
  }
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
    throw new Error(`${typeName}.${field.name} is restricted, but ${typeName} declares no subject (@Subject).`);
  }
  field.resolve = (parent, args, context, info) => {
    const allowed =
      subjectOf === undefined ? mayAtAll(access, context.caller) : allows(access, context.caller, subjectOf(parent));
    if (allowed) return resolve(parent, args, context, info);
    if (subjectOf !== undefined && access.otherwise === 'null') return null;
    throw denied(context.caller, access.to);
  };
}

/** A reference resolver that returns null to callers without access to the object: `_entities` bypasses root fields. */
export function guardReference<Reference, Resolved extends object>(
  entries: TypeAccess | undefined,
  typeName: string,
  resolve: (reference: Reference, context: never) => Promise<Resolved | null> | Resolved | null,
): (reference: Reference, context: Context) => Promise<Resolved | null> {
  const reference = entries?.reference;
  if (reference === undefined) throw new Error(`${typeName} does not declare who may have it by reference (@Subject).`);
  const subjectOf = entries?.subject ?? ((): Subject => ({}));
  return async (key, context) => {
    const object = await resolve(key, context as never);
    return object !== null && allows(reference, context.caller, subjectOf(object)) ? object : null;
  };
}
