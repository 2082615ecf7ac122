import { badUserInput } from '@app/subgraph-kit/errors';

const LONGEST_LIST = 200;

/** The values that a filter gives under a name; null where it does not restrict. Too many are BAD_USER_INPUT. */
export function filterValues<Value>(name: string, values: Value[] | null | undefined): Value[] | null {
  if (values == null || values.length === 0) return null;
  if (values.length > LONGEST_LIST) throw badUserInput(`filter.${name}: at most ${LONGEST_LIST} values.`);
  return values;
}
