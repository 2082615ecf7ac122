import { badUserInput } from '@app/subgraph-kit/graphql/errors';

import type { Catalog } from '../../catalog/domain/catalog.js';
import { isRequirementCode } from '../domain/designation-titles.js';
import type { Rules } from '../store/load-rules.js';

const LONGEST_LIST = 200;

/** The values given under a name of a filter; null when absent. Too many values are BAD_USER_INPUT. */
export function filterValues<Value>(name: string, values: Value[] | null | undefined): Value[] | null {
  if (values == null || values.length === 0) return null;
  if (values.length > LONGEST_LIST) throw badUserInput(`filter.${name}: at most ${LONGEST_LIST} values.`);
  return values;
}

/**
 * The catalog keys that a filter names, by key or by an exam code that identifies exactly one credential; others are
 * BAD_USER_INPUT.
 */
export function credentialCodes(name: string, values: string[] | null | undefined, catalog: Catalog): string[] | null {
  const codes = filterValues(name, values);
  if (codes === null) return null;
  return codes.map((code) => {
    const credential = catalog.find(code);
    if (!credential) throw badUserInput(`filter.${name}: the catalog has no credential ${quoted(code)}.`);
    return credential.code;
  });
}

/** The code of a designation or specialization of any version of the rules; null when absent. */
export function requirementCode(name: string, code: string | null | undefined, rules: Rules): string | null {
  if (code == null) return null;
  if (isRequirementCode(rules, code)) return code;
  throw badUserInput(`filter.${name}: no version of the rules has a designation or specialization ${quoted(code)}.`);
}

/** Caller input for a message, truncated to 100 characters. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
