import type { Filter } from 'scim2-parse-filter';
import { rejected } from '../scim-error.js';

/**
 * Whether the filter of a path selects the one stored address, given by its parts; an unsupported filter is rejected.
 */
export function selects(filter: Filter, parts: Readonly<Record<string, string>>): boolean {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((part) => selects(part, parts));
    case 'or':
      return filter.filters.some((part) => selects(part, parts));
    case 'not':
      return !selects(filter.filter, parts);
    case '[]':
      throw rejected('invalidFilter', 'A filter on addresses has no filter inside.');
    default:
      return compares(filter, parts);
  }
}

function compares(
  filter: Extract<
    Filter,
    { attrPath: string; op: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'lt' | 'ge' | 'le' | 'pr' }
  >,
  parts: Readonly<Record<string, string>>,
): boolean {
  const name = filter.attrPath.toLowerCase();
  const actual = Object.hasOwn(parts, name) ? parts[name]?.toLowerCase() : undefined;
  if (actual === undefined)
    throw rejected('invalidFilter', `A filter on addresses compares one of ${Object.keys(parts).join(', ')}.`);
  if (filter.op === 'pr') return true;
  const wanted = String(filter.compValue).toLowerCase();
  switch (filter.op) {
    case 'eq':
      return actual === wanted;
    case 'ne':
      return actual !== wanted;
    case 'co':
      return actual.includes(wanted);
    case 'sw':
      return actual.startsWith(wanted);
    case 'ew':
      return actual.endsWith(wanted);
    default:
      throw rejected('invalidFilter', 'A filter on addresses uses eq, ne, co, sw, ew or pr.');
  }
}
