import type { Filter } from 'scim2-parse-filter';
import { isUuid } from '../../../organizations/domain/uuid.js';
import { rejected } from '../scim-error.js';
import { assertStorableText } from '../storable-text.js';
import type { GroupConditions } from './conditions.js';
import { parseFilter } from './parse-filter.js';

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:Group:/i;

const ATTRIBUTES: ReadonlyMap<string, keyof GroupConditions> = new Map([
  ['id', 'id'],
  ['displayname', 'displayName'],
  ['externalid', 'externalId'],
  ['members', 'member'],
  ['members.value', 'member'],
]);

/** Reads a filter on groups: `eq`, combined by `and`; `none` when no group can match. */
export function readGroupFilter(text: string): GroupConditions | 'none' {
  const conditions: { -readonly [Kind in keyof GroupConditions]: string } = {};
  for (const [kind, value] of comparisons(parseFilter(text), '')) {
    const isKey = kind === 'id' || kind === 'member';
    if (isKey && !isUuid(value)) return 'none';
    if (conditions[kind] !== undefined && conditions[kind] !== value) return 'none';
    conditions[kind] = value;
  }
  return conditions;
}

function comparisons(filter: Filter, within: string): [kind: keyof GroupConditions, value: string][] {
  if (filter.op === 'and') return filter.filters.flatMap((one) => comparisons(one, within));
  if (filter.op === '[]') return comparisons(filter.valFilter, `${filter.attrPath.replace(CORE, '')}.`);
  if (filter.op !== 'eq' || typeof filter.compValue !== 'string') throw unknown();
  const kind = ATTRIBUTES.get(`${within}${filter.attrPath.replace(CORE, '')}`.toLowerCase());
  if (kind === undefined) throw unknown();
  assertStorableText(filter.compValue);
  return [[kind, filter.compValue]];
}

function unknown() {
  return rejected(
    'invalidFilter',
    'Filters on groups are eq, combined by and: id, displayName, externalId, members.value.',
  );
}
