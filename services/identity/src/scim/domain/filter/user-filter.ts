import type { Filter } from 'scim2-parse-filter';
import { isUuid } from '../../../organizations/domain/uuid.js';
import { parseObjectId } from '../../../users/domain/object-id.js';
import { readActive } from '../attributes/attributes.js';
import { assertStorableText } from '../storable-text.js';
import type { DirectoryConditions } from './conditions.js';
import { parseFilter, unsupportedFilter } from './parse-filter.js';

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User:/i;
// Entra ID asks whether a user's manager is written already.
const MANAGER = /^(?:urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User:)?manager(?:\.value)?$/i;

// No plain object: every object has a `constructor`, and a condition on it would be none.
const ATTRIBUTES: ReadonlyMap<string, keyof DirectoryConditions> = new Map([
  ['id', 'id'],
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['active', 'active'],
  ['emails', 'workEmail'],
  ['emails.value', 'workEmail'],
]);

/**
 * The conditions of a filter, or `nobody` where they exclude each other. What Entra ID and Okta send is
 * `eq`, combined by `and`; anything else is refused, for a filter that is half understood finds the wrong people.
 */
export function readFilter(text: string): DirectoryConditions | 'nobody' {
  const conditions: Record<string, string | boolean> = {};
  for (const [kind, value] of comparisons(parseFilter(text))) {
    if (kind === 'id' && !isUuid(String(value))) return 'nobody';
    if (conditions[kind] !== undefined && conditions[kind] !== value) return 'nobody';
    conditions[kind] = value;
  }
  return conditions as DirectoryConditions;
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
    // A value that no directory issues is the id of no user.
    return [kind, kind === 'externalId' ? (parseObjectId(value) ?? '') : value];
  }
  const active = readActive(value);
  if (active === undefined) throw unsupportedFilter();
  return [kind, active];
}

/** `emails[type eq "work"]` selects every user: each user has one address, of type work. */
function withinEmails(filter: Filter): Comparison[] {
  if (filter.op === 'and') return filter.filters.flatMap(withinEmails);
  if (filter.op !== 'eq') throw unsupportedFilter();
  const [name, value] = [filter.attrPath.toLowerCase(), String(filter.compValue).toLowerCase()];
  if (name === 'value') return [comparison('emails.value', filter.compValue)];
  if (name === 'type' && value === 'work') return [];
  if (name === 'primary' && (value === 'true' || value === 'false')) return [['workEmailPrimary', value === 'true']];
  throw unsupportedFilter();
}
