import { isUuid } from '@app/subgraph-kit/text';
import { type Filter, parse } from 'scim2-parse-filter';
import { parseObjectId } from '../../../users/domain/object-id.js';
import type { DirectoryConditions } from '../../store/directory-user-list.store.js';
import { readActive } from '../attributes/attributes.js';
import { assertStorableText } from '../../api/rest/read-body.js';
import { refused, type ScimError } from '../scim-error.js';

const LONGEST_FILTER = 1000;
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User:/i;
// The parser's pattern for quoted text takes exponential time on line breaks.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const DOCUMENTED = /("(?:[^"\\]|\\.)*")|\s+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[\s)]|$)|\]\s+(?=eq\s)/gi;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

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
      if (filter.attrPath.replace(CORE, '').toLowerCase() !== 'emails') throw unknown();
      return withinEmails(filter.valFilter);
    default:
      throw unknown();
  }
}

function comparison(path: string, value: unknown): Comparison {
  const kind = MANAGER.test(path) ? 'manager' : ATTRIBUTES.get(path.replace(CORE, '').toLowerCase());
  if (kind === undefined) throw unknown();
  if (kind !== 'active') {
    if (typeof value !== 'string') throw unknown('The filter compares with a text.');
    assertStorableText(value);
    // A value that no directory issues is the id of no user.
    return [kind, kind === 'externalId' ? (parseObjectId(value) ?? '') : value];
  }
  const active = readActive(value);
  if (active === undefined) throw unknown();
  return [kind, active];
}

/** `emails[type eq "work"]` selects every user: each user has one address, of type work. */
function withinEmails(filter: Filter): Comparison[] {
  if (filter.op === 'and') return filter.filters.flatMap(withinEmails);
  if (filter.op !== 'eq') throw unknown();
  const [name, value] = [filter.attrPath.toLowerCase(), String(filter.compValue).toLowerCase()];
  if (name === 'value') return [comparison('emails.value', filter.compValue)];
  if (name === 'type' && value === 'work') return [];
  if (name === 'primary' && (value === 'true' || value === 'false')) return [['workEmailPrimary', value === 'true']];
  throw unknown();
}

/** A value is JSON, where a backslash escapes (RFC 7644, 3.4.2.2); the parser takes it for itself. */
function asTheParserReads(quoted: string): string {
  try {
    const value: string = JSON.parse(quoted);
    return CONTROL.test(value) ? quoted : `"${value.replaceAll('"', '\\"')}"`;
  } catch {
    return quoted; // `CONTOSO\jdoe` as it is
  }
}

/** The tree of a filter, of a list or of a path. */
export function parseFilter(text: string): Filter {
  assertStorableText(text);
  if (text.length > LONGEST_FILTER) throw unknown('The filter is too long.');
  return parseTree(asTheStandardWrites(text).replace(QUOTED, asTheParserReads));
}

/** The tree of a filter that is as the parser reads it. */
export function parseTree(text: string): Filter {
  if (CONTROL.test(text)) throw unknown('The filter is not on one line.');
  try {
    return parse(text);
  } catch {
    throw unknown('The filter cannot be read.');
  }
}

/**
 * As RFC 7644 writes it. Microsoft documents `emails[type eq "work"] eq "…"`, and means the value, and `id eq <GUID>`
 * without quotation marks.
 */
function asTheStandardWrites(text: string): string {
  return text.replace(DOCUMENTED, (found, quoted: string | undefined, guid: string | undefined) => {
    if (quoted !== undefined) return found;
    return guid === undefined ? '].value ' : ` "${guid}"`;
  });
}

function unknown(
  detail = 'Filters here are eq, combined by and: id, userName, externalId, active, emails[type eq "work"].value.',
): ScimError {
  return refused('invalidFilter', detail);
}
