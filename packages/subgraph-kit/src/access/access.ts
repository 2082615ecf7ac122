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
 * `npm run lint` and the start of a service fail, with the name of the field, on a root field, a field of an entity and a
 * field of a type with a subject that has no decision. The fields of other types (results, errors, edges, pages) go with the object that holds them.
 * Where the subject is known only inside of a mutation, it decides once more: `authorize(inviters, caller, { organizationId })`.
 * An object that a resolver looks up by id: `visibleTo(caller, user)`. The collected decisions: `(await buildSubgraph(…)).access`.
 */
import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { Caller } from '../callers/caller.js';
import { denied } from './denial.js';
import { isPermission, type Permission, type Role } from './roles.js';

/**
 * Who may use a field. `anyone`: no token needed; `signed-in`: person, machine or operator; `person`: a signed-in user;
 * `self`: the user of the object's subject; `member`: a person or machine of the subject's organization (operators need
 * a permission). A role: a person with this role in the subject's organization. A permission: a machine of the
 * subject's organization, or an operator, that holds it.
 */
export type Audience = 'anyone' | 'signed-in' | 'person' | 'self' | 'member' | Role | Permission;

/**
 * `with-object`: callers with access to the object have access to the field. Otherwise the audience, and what other
 * callers receive.
 */
export type FieldAccess =
  | 'with-object'
  | { readonly to: readonly Audience[]; readonly otherwise: 'forbidden' | 'null' };

/** The organization and the user that an object belongs to. */
export type Subject = { organizationId?: string | null; userId?: string | null };

/** The subject of the objects of a type; `reference` decides access through `_entities`. */
export type SubjectAccess = {
  // biome-ignore lint/suspicious/noExplicitAny: each type has a parent of its own shape
  readonly subject?: (parent: any) => Subject;
  readonly reference?: FieldAccess;
};

/** Access to a type and its fields. */
export type TypeAccess = SubjectAccess & {
  readonly fields: Readonly<Record<string, FieldAccess>>;
};

/** Access to every object type and field of one subgraph, by name. */
export type AccessTable = Readonly<Record<string, TypeAccess>>;

/** Callers with access to the object have access to the field. */
export const withObject: FieldAccess = 'with-object';

/** Restricts a field to an audience; other callers receive null and FORBIDDEN at its path. */
export function allow(...to: Audience[]): FieldAccess {
  return { to, otherwise: 'forbidden' };
}

/** Restricts a field to an audience; other callers receive null without an error. */
export function allowSilently(...to: Audience[]): FieldAccess {
  return { to, otherwise: 'null' };
}

const subjects = new WeakMap<object, SubjectAccess>();

/** Declares the access to a root field, a field resolver or a class field. */
export function Access(access: FieldAccess): MethodDecorator & PropertyDecorator {
  return Extensions({ access });
}

/** Declares the subject of a type's objects; `reference` decides access through `_entities`. */
export function Subject<T>(subject: (object: T) => Subject, options: { reference?: FieldAccess } = {}) {
  return (type: abstract new () => T): void => {
    const entry: SubjectAccess = { subject, ...options };
    subjects.set(type, entry);
    Extensions({ subject: entry })(type);
  };
}

/** Returns the object if the caller may have it by reference, otherwise null, as for an absent object. */
export function visibleTo<T extends object>(caller: Caller, object: T | null): T | null {
  if (object === null) return null;
  const { subject, reference } = subjects.get(object.constructor) ?? {};
  if (!subject || !reference)
    throw new Error(`${object.constructor.name} does not declare who may have it by reference.`);
  return allows(reference, caller, subject(object)) ? object : null;
}

/** Whether the caller belongs to the audience with regard to this subject. */
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

/** Whether the caller could belong to the audience for any object: the check of a root field, before data is loaded. */
export function mayAtAll(access: FieldAccess, caller: Caller): boolean {
  const own: Subject = {
    organizationId: 'organizationId' in caller ? caller.organizationId : null,
    userId: caller.kind === 'person' ? caller.userId : null,
  };
  return allows(access, caller, own);
}

/** The decision about `Type.field`. Throws for a field without one, which is a bug. */
export function accessOf(table: AccessTable, name: `${string}.${string}`): FieldAccess {
  const [type = '', field = ''] = name.split('.');
  const access = table[type]?.fields[field];
  if (access === undefined) throw new Error(`There is no access decision for ${name}.`);
  return access;
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the caller may do this to the subject. */
export function authorize(access: FieldAccess, caller: Caller, subject: Subject): void {
  if (access !== 'with-object' && !allows(access, caller, subject)) throw denied(caller, access.to);
}
