/*
 * Access is declared beside the operation, and buildSubgraph puts it in front of the resolvers:
 *
 *     @Mutation(() => InviteUserResult)
 *     @Access(allow('GLOBAL_ADMIN', 'users:write'))          // a root field
 *     inviteUser(…)
 *
 *     @Directive('@key(fields: "id")')
 *     @ObjectType('User')
 *     @Subject<UserType>((user) => ({ organizationId: user.organizationId, userId: user.id }), {
 *       reference: allow('self', 'users:read'),              // who may have it through `_entities`
 *     })
 *     class UserType {
 *       @Field(() => ID)
 *       @Access(withObject)                                  // a class field; a @FieldResolver looks the same
 *       id!: string;
 *     }
 *
 * The build fails, with the name of the field, on a root field, a field of an entity and a field of a type with a subject
 * that has no decision. The fields of other types (results, errors, edges, pages) go with the object that holds them.
 * Where the subject is known only inside of a mutation, it decides once more: `authorize(inviters, caller, { organizationId })`.
 * An object that a resolver looks up by id: `visibleTo(caller, user)`. The collected decisions: `(await buildSubgraph(…)).access`.
 */
import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { Caller } from './caller.js';
import { denied } from './denial.js';
import { isPermission, type Permission, type Role } from './roles.js';

/**
 * Who a field is for.
 * `anyone` even without a token; `signed-in` person, machine or operator; `person` a signed-in user;
 * `self` the user the object is about; `member` a person or machine of the object's organisation (not operators:
 * name their permission). A role: a person who has it in the object's organisation.
 * A permission: a machine of the object's organisation that holds it, or an operator who does.
 */
export type Audience = 'anyone' | 'signed-in' | 'person' | 'self' | 'member' | Role | Permission;

/** `with-object`: whoever sees the object sees the field. Otherwise: for whom, and what others get. */
export type FieldAccess =
  | 'with-object'
  | { readonly to: readonly Audience[]; readonly otherwise: 'forbidden' | 'null' };

/** The organisation and the user that an object is about. */
export type Subject = { organizationId?: string | null; userId?: string | null };

/** Whom an object of a type is about; `reference` is who may have it through `_entities`. */
export type SubjectAccess = {
  // biome-ignore lint/suspicious/noExplicitAny: each type has a parent of its own shape
  readonly subject?: (parent: any) => Subject;
  readonly reference?: FieldAccess;
};

/** Who sees a type's fields. */
export type TypeAccess = SubjectAccess & {
  readonly fields: Readonly<Record<string, FieldAccess>>;
};

/** Who may see and do what in one subgraph: every object type and field by name. */
export type AccessTable = Readonly<Record<string, TypeAccess>>;

/** Whoever sees the object sees the field. */
export const withObject: FieldAccess = 'with-object';

/** Only these; others get null and FORBIDDEN at the field's path. */
export function allow(...to: Audience[]): FieldAccess {
  return { to, otherwise: 'forbidden' };
}

/** Only these; others get null without an error. */
export function allowSilently(...to: Audience[]): FieldAccess {
  return { to, otherwise: 'null' };
}

const subjects = new WeakMap<object, SubjectAccess>();

/** Decides who may use a root field, a field resolver or a field of a class. */
export function Access(access: FieldAccess): MethodDecorator & PropertyDecorator {
  return Extensions({ access });
}

/** Says whom an object of this type is about; `reference` is who may have it through `_entities`. */
export function Subject<T>(subject: (object: T) => Subject, options: { reference?: FieldAccess } = {}) {
  return (type: abstract new () => T): void => {
    const entry: SubjectAccess = { subject, ...options };
    subjects.set(type, entry);
    Extensions({ subject: entry })(type);
  };
}

/** The object where the caller may have it by reference; null otherwise, as if it were absent. */
export function visibleTo<T extends object>(caller: Caller, object: T | null): T | null {
  if (object === null) return null;
  const { subject, reference } = subjects.get(object.constructor) ?? {};
  if (!subject || !reference)
    throw new Error(`${object.constructor.name} does not declare who may have it by reference.`);
  return allows(reference, caller, subject(object)) ? object : null;
}

/** Whether the caller is of the field's audience, as far as this object is concerned. */
export function allows(access: FieldAccess, caller: Caller, subject: Subject): boolean {
  if (access === 'with-object') return true;
  return access.to.some((audience) => isOf(audience, caller, subject));
}

function isOf(audience: Audience, caller: Caller, subject: Subject): boolean {
  if (audience === 'anyone') return true;
  const inside = 'organizationId' in caller && caller.organizationId === subject.organizationId;
  switch (caller.kind) {
    case 'person':
      if (audience === 'signed-in' || audience === 'person') return true;
      if (audience === 'self') return caller.userId === subject.userId;
      if (audience === 'member') return inside;
      return inside && caller.roles.includes(audience as Role);
    case 'machine':
      if (audience === 'signed-in') return true;
      if (audience === 'member') return inside;
      return inside && isPermission(audience) && caller.permissions.includes(audience);
    case 'operator':
      if (audience === 'signed-in') return true;
      return isPermission(audience) && caller.permissions.includes(audience);
    default:
      return false;
  }
}

/** Whether the caller could be of the audience for some object: the check of a root field, before anything is loaded. */
export function mayAtAll(access: FieldAccess, caller: Caller): boolean {
  const own: Subject = {
    organizationId: 'organizationId' in caller ? caller.organizationId : null,
    userId: caller.kind === 'person' ? caller.userId : null,
  };
  return allows(access, caller, own);
}

/** The decision about `Type.field`; a field without one is a mistake of ours. */
export function accessOf(table: AccessTable, name: `${string}.${string}`): FieldAccess {
  const [type = '', field = ''] = name.split('.');
  const access = table[type]?.fields[field];
  if (access === undefined) throw new Error(`There is no access decision for ${name}.`);
  return access;
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the decision lets the caller do this to this subject. */
export function authorize(access: FieldAccess, caller: Caller, subject: Subject): void;
export function authorize(table: AccessTable, name: `${string}.${string}`, caller: Caller, subject: Subject): void;
export function authorize(
  decision: FieldAccess | AccessTable,
  ...rest: [Caller, Subject] | [`${string}.${string}`, Caller, Subject]
): void {
  const [access, caller, subject] =
    rest.length === 2
      ? [decision as FieldAccess, ...rest]
      : [accessOf(decision as AccessTable, rest[0]), rest[1], rest[2]];
  if (access !== 'with-object' && !allows(access, caller, subject)) throw denied(caller, access.to);
}
