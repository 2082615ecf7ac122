import type { Filter } from 'scim2-parse-filter';
import { type GivenGroup, groupExternalId, groupName, readMembers } from '../attributes/group-attributes.js';
import { parseTree } from '../filter/parse-filter.js';
import { rejected } from '../scim-error.js';
import type { Operation } from './patch-operation.js';

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:Group:/i;
const MEMBERS = /^members(?:\[(.{1,20000})\])?(?:\.value)?$/is;

/**
 * Applies the operations of a PATCH to a group, in their order. Members are added and removed one by one or as lists
 * (`members` with a value, as Entra ID sends; `members[value eq "…"]`, as Okta sends), or replaced as a whole.
 */
export function patchedGroup(group: GivenGroup, operations: readonly Operation[]): GivenGroup {
  const members = new Set(group.members);
  const patched = operations.reduce((before, operation) => apply(before, members, operation), group);
  return { ...patched, members: [...members] };
}

/** Changes the set of members in place: copying a large group for thousands of operations would take seconds. */
function apply(group: GivenGroup, members: Set<string>, { op, path, value }: Operation): GivenGroup {
  const local = path.replace(CORE, '');
  switch (local.toLowerCase()) {
    case 'displayname':
      if (op === 'remove') throw rejected('mutability', 'A group keeps a displayName. It can be replaced.');
      return { ...group, displayName: groupName(value) };
    case 'externalid':
      return { ...group, externalId: op === 'remove' ? null : groupExternalId(value) };
    case 'id':
    case 'schemas':
    case 'meta':
      return group;
  }
  const [isOfMembers, filter] = MEMBERS.exec(local) ?? [];
  if (isOfMembers === undefined) throw rejected('invalidPath', 'A group has displayName, externalId and members.');
  // Replacing or adding a selected member can only mean the member itself.
  if (filter !== undefined) change(members, op === 'remove' ? 'remove' : 'add', selectedMembers(filter));
  else if (op === 'remove' && (value === undefined || value === null)) members.clear();
  else change(members, op, readMembers(value));
  return group;
}

function change(members: Set<string>, op: Operation['op'], given: readonly string[]): void {
  if (op === 'replace') members.clear();
  for (const id of given) {
    if (op === 'remove') members.delete(id);
    else members.add(id);
  }
}

/** The members that `value eq "…"` selects, combined by `or`. */
function selectedMembers(filter: string): string[] {
  return readMembers(valuesOf(parseTree(filter)));
}

function valuesOf(filter: Filter): unknown[] {
  if (filter.op === 'or') return filter.filters.flatMap(valuesOf);
  if (filter.op === 'eq' && filter.attrPath.toLowerCase() === 'value') return [filter.compValue];
  throw rejected('invalidFilter', 'Members are selected by value eq "<id of the user>".');
}
