import { type Filter, parse } from 'scim2-parse-filter';
import { rejected, type ScimError } from '../scim-error.js';
import { assertStorableText } from '../storable-text.js';

const LONGEST_FILTER = 1000;
// The parser's pattern for quoted text takes exponential time on line breaks.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const DOCUMENTED = /("(?:[^"\\]|\\.)*")|\s+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[\s)]|$)|\]\s+(?=eq\s)/gi;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/**
 * Rewrites a quoted value for the parser, which takes a backslash literally; the standard reads it as JSON (RFC 7644,
 * 3.4.2.2).
 */
function asTheParserReads(quoted: string): string {
  try {
    const value = JSON.parse(quoted) as string;
    return CONTROL.test(value) ? quoted : `"${value.replaceAll('"', '\\"')}"`;
  } catch {
    return quoted; // `CONTOSO\jdoe`, as it is
  }
}

/** Parses the filter of a list or of a path. */
export function parseFilter(text: string): Filter {
  assertStorableText(text);
  if (text.length > LONGEST_FILTER) throw unsupportedFilter('The filter is too long.');
  return parseTree(asTheStandardWrites(text).replace(QUOTED, asTheParserReads));
}

/** Parses a filter that is already in the form of the parser. */
export function parseTree(text: string): Filter {
  if (CONTROL.test(text)) throw unsupportedFilter('The filter is not on one line.');
  try {
    return parse(text);
  } catch {
    throw unsupportedFilter('The filter cannot be read.');
  }
}

/**
 * Rewrites dialects to the form of RFC 7644: Microsoft documents `emails[type eq "work"] eq "…"` for the value, and `id
 * eq <GUID>` without quotation marks.
 */
function asTheStandardWrites(text: string): string {
  return text.replace(DOCUMENTED, (found, quoted: string | undefined, guid: string | undefined) => {
    if (quoted !== undefined) return found;
    return guid === undefined ? '].value ' : ` "${guid}"`;
  });
}

/** The error for an unsupported filter. */
export function unsupportedFilter(
  detail = 'Filters here are eq, combined by and: id, userName, externalId, active, emails[type eq "work"].value.',
): ScimError {
  return rejected('invalidFilter', detail);
}
