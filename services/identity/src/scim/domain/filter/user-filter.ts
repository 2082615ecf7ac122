import type { Filter } from 'scim2-parse-filter';
import { isUuid } from '../../../organizations/domain/uuid.js';
import { parseObjectId } from '../../../users/domain/object-id.js';
import { readActive } from '../attributes/attributes.js';
import { assertStorableText } from '../storable-text.js';
import type { DirectoryConditions } from './conditions.js';
import { parseFilter, unsupportedFilter } from './parse-filter.js';

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User:/i;
// Entra ID asks whether the manager of a user is set already.
const MANAGER = /^(?:urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User:)?manager(?:\.value)?$/i;

// Not a plain object: every object has a `constructor`, which would pass for an attribute.
const ATTRIBUTES: ReadonlyMap<string, keyof DirectoryConditions> = new Map([
  ['id', 'id'],
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['active', 'active'],
  ['emails', 'workEmail'],
  ['emails.value', 'workEmail'],
]);

/**
 * Reads a filter on users; `none` when its conditions exclude each other. Entra ID and Okta send `eq`, combined by
 * `and`. Anything else is rejected: a partly understood filter would find the wrong users.
 */
export function readFilter(text: string): DirectoryConditions | 'none' {
  const conditions: Record<string, string | boolean> = {};
  for (const [kind, value] of comparisons(parseFilter(text))) {
    if (kind === 'id' && !isUuid(String(value))) return 'none';
    if (conditions[kind] !== undefined && conditions[kind] !== value) return 'none';
    conditions[kind] = value;
  }
  return conditions;
}

type Comparison = readonly [kind: keyof DirectoryConditions, value: string | boolean];

function comparisons(filter: Filter): Comparison[] {
  switch (filter.op) {
    case 'and':
      return filter.filters.flatMap(comparisons);
    case 'eq':
      return [comparison(filter.attrPath, filter.compValue)];
    case '[]':
      if (filter.attrPath.replace(CORE, '').toLowerCase() !== 'emails') throw unsupportedFilter();
      return withinEmails(filter.valFilter);
    default:
      throw unsupportedFilter();
  }
}

function comparison(path: string, value: unknown): Comparison {
  const kind = MANAGER.test(path) ? 'manager' : ATTRIBUTES.get(path.replace(CORE, '').toLowerCase());
  if (kind === undefined) throw unsupportedFilter();
  if (kind !== 'active') {
    if (typeof value !== 'string') throw unsupportedFilter('The filter compares with a text.');
    assertStorableText(value);
    // A value that is not an object id matches no user.
    return [kind, kind === 'externalId' ? (parseObjectId(value) ?? '') : value];
  }
  const active = readActive(value);
  if (active === undefined) throw unsupportedFilter();
  return [kind, active];
}

/** `emails[type eq "work"]` selects every user: each has one address, of type work. */
function withinEmails(filter: Filter): Comparison[] {
  if (filter.op === 'and') return filter.filters.flatMap(withinEmails);
  if (filter.op !== 'eq') throw unsupportedFilter();
  const [name, value] = [filter.attrPath.toLowerCase(), String(filter.compValue).toLowerCase()];
  if (name === 'value') return [comparison('emails.value', filter.compValue)];
  if (name === 'type' && value === 'work') return [];
  if (name === 'primary' && (value === 'true' || value === 'false')) return [['workEmailPrimary', value === 'true']];
  throw unsupportedFilter();
}
