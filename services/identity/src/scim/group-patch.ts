import { type Filter, parse } from 'scim2-parse-filter';
import { type GivenGroup, groupExternalId, groupName, readMembers } from './group-attributes.js';
import type { Operation } from './patch-operation.js';
import { refused, ScimError } from './scim-error.js';

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:Group:/i;
const MEMBERS = /^members(?:\[(.{1,20000})\])?(?:\.value)?$/is;

/**
 * What a group is after the operations of a PATCH, in their order. Members are added and removed one by one or as lists
 * (`members` with a value, as Entra ID writes it; `members[value eq "…"]`, as Okta does), or replaced as a whole.
 */
export function patchedGroup(group: GivenGroup, operations: readonly Operation[]): GivenGroup {
  return operations.reduce(apply, group);
}

function apply(group: GivenGroup, { op, path, value }: Operation): GivenGroup {
  const local = path.replace(CORE, '');
  switch (local.toLowerCase()) {
    case 'displayname':
      if (op === 'remove') throw refused('mutability', 'A group keeps a displayName. It can be replaced.');
      return { ...group, displayName: groupName(value) };
    case 'externalid':
      return { ...group, externalId: op === 'remove' ? null : groupExternalId(value) };
    case 'id':
    case 'schemas':
    case 'meta':
      return group;
  }
  const [isOfMembers, filter] = MEMBERS.exec(local) ?? [];
  if (isOfMembers === undefined) throw refused('invalidPath', 'A group has displayName, externalId and members.');
  if (filter !== undefined) return { ...group, members: withSelected(group.members, op, selectedMembers(filter)) };
  return { ...group, members: withMembers(group.members, op, value) };
}

function withMembers(members: readonly string[], op: Operation['op'], value: unknown): readonly string[] {
  const given = readMembers(value);
  if (op === 'replace') return given;
  if (op === 'add') return [...new Set([...members, ...given])];
  return value === undefined || value === null ? [] : without(members, given);
}

/** Replacing or adding a selected member can only mean the member itself; removing takes it out, if it is there. */
function withSelected(members: readonly string[], op: Operation['op'], selected: readonly string[]): readonly string[] {
  return op === 'remove' ? without(members, selected) : [...new Set([...members, ...selected])];
}

function without(members: readonly string[], ids: readonly string[]): readonly string[] {
  const removed = new Set(ids);
  return members.filter((id) => !removed.has(id));
}

/** The members that `value eq "…"` selects, several of them combined by `or`. */
function selectedMembers(filter: string): string[] {
  return readMembers(valuesOf(parsed(filter)));
}

function valuesOf(filter: Filter): unknown[] {
  if (filter.op === 'or') return filter.filters.flatMap(valuesOf);
  if (filter.op === 'eq' && filter.attrPath.toLowerCase() === 'value') return [filter.compValue];
  throw refused('invalidFilter', 'Members are selected by value eq "<id of the user>".');
}

function parsed(filter: string): Filter {
  try {
    return parse(filter);
  } catch (error) {
    if (error instanceof ScimError) throw error;
    throw refused('invalidFilter', 'The filter cannot be read.');
  }
}
