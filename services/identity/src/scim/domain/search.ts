import { byName } from './attributes/values.js';
import { rejected } from './scim-error.js';

/** The parameters of a list, each given once. */
export type ListParameters = Readonly<Record<string, string | undefined>>;

const TEXTS = ['filter', 'sortBy', 'sortOrder'] as const;
const NUMBERS = ['startIndex', 'count'] as const;
const LISTS = ['attributes', 'excludedAttributes'] as const;
/** The limit of an address with the same list. */
const LONGEST_LIST = 8_000;

/** Reads a search by POST (RFC 7644, 3.4.3) as the parameters of a list. */
export function readSearch(body: object): ListParameters {
  const given = byName(body);
  const parameters: Record<string, string> = {};
  const read = (name: string, is: (value: unknown) => boolean, form: string) => {
    const value = given.get(name.toLowerCase()) as string | number | string[] | null | undefined;
    if (value === undefined || value === null) return;
    if (!is(value)) throw rejected('invalidValue', `${name} is ${form}.`);
    parameters[name] = String(value);
  };
  for (const name of TEXTS) read(name, (value) => typeof value === 'string', 'a text');
  for (const name of NUMBERS) read(name, (value) => Number.isInteger(value), 'a whole number');
  for (const name of LISTS)
    read(name, isListOfTexts, `a list of attribute names, of at most ${LONGEST_LIST} characters`);
  return parameters;
}

function isListOfTexts(value: unknown): boolean {
  const isList = typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
  return isList && String(value).length <= LONGEST_LIST;
}
