import type { Caller } from './caller.js';
import { refusal } from './refusal.js';
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

/** Who sees a type's fields; `reference` is who may have the object through `_entities`. */
export type TypeAccess = {
  // biome-ignore lint/suspicious/noExplicitAny: each type of the table has a parent of its own shape
  readonly subject?: (parent: any) => Subject;
  readonly reference?: FieldAccess;
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

/** The table's entry for `Type.field`; a name that is not in the table is a mistake of ours. */
export function accessOf(table: AccessTable, name: `${string}.${string}`): FieldAccess {
  const [type = '', field = ''] = name.split('.');
  const entry = table[type]?.fields[field];
  if (entry === undefined) throw new Error(`The access table has no entry for ${name}.`);
  return entry;
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the table lets the caller do this to this subject. */
export function authorize(table: AccessTable, name: `${string}.${string}`, caller: Caller, subject: Subject): void {
  const access = accessOf(table, name);
  if (access !== 'with-object' && !allows(access, caller, subject)) throw refusal(caller, access.to);
}
