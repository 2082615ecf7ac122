import { isUuid } from '@app/subgraph-kit/text';
import { type Filter, parse } from 'scim2-parse-filter';
import type { GroupConditions } from '../persistence/scim-group-list.store.js';
import { asTheStandardWrites } from './filter.js';
import { assertStorableText } from './read-body.js';
import { refused } from './scim-error.js';

const LONGEST_FILTER = 1000;
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:Group:/i;
// The parser's pattern for quoted text takes exponential time on line breaks.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

const ATTRIBUTES: ReadonlyMap<string, keyof GroupConditions> = new Map([
  ['id', 'id'],
  ['displayname', 'displayName'],
  ['externalid', 'externalId'],
  ['members', 'member'],
  ['members.value', 'member'],
]);

/** The conditions of a filter on groups: `eq`, combined by `and`; `none` where no group can fit. */
export function readGroupFilter(text: string): GroupConditions | 'none' {
  assertStorableText(text);
  if (text.length > LONGEST_FILTER || CONTROL.test(text)) throw unknown('The filter is too long or not on one line.');
  const conditions: { -readonly [Kind in keyof GroupConditions]: string } = {};
  for (const [kind, value] of comparisons(parsed(text), '')) {
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

function parsed(text: string): Filter {
  try {
    return parse(asTheStandardWrites(text));
  } catch {
    throw unknown('The filter cannot be read.');
  }
}

function unknown(detail = 'Filters on groups are eq, combined by and: id, displayName, externalId, members.value.') {
  return refused('invalidFilter', detail);
}
