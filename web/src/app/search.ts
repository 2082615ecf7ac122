/** The filters of an address as they stand there: one text, or several under the same name. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The filters of a page, each of which may be left out of a link. */
export type Filters<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined };

/** For `validateSearch`: the filters of a page, read from the address. */
export function filters<Values>(values: Values): Filters<Values> {
  return values;
}

/** Reads `?q=amara&gain=a&gain=b` as plain texts. */
export function readAddress(text: string): Search {
  const found = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(found.keys())].map((name) => {
      const values = found.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** Writes filters into the address; a filter without a value is left out. */
export function writeAddress(search: Record<string, unknown>): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const text of [value].flat() as (string | number | boolean | null | undefined)[])
      if (text !== undefined && text !== null && text !== '') written.append(name, String(text));
  const text = written.toString();
  return text === '' ? '' : `?${text}`;
}

/** One text of the address; undefined where it is missing or empty. */
export function textOf(value: unknown): string | undefined {
  const [first] = textsOf(value);
  return first;
}

/** All texts under one name of the address. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((text) => typeof text === 'string' && text !== '') as string[];
}

/** One of the known values of a filter; undefined where it is missing or unknown. */
export function oneOf<Value extends string>(known: readonly Value[], value: unknown): Value | undefined {
  const text = textOf(value);
  return known.find((candidate) => candidate === text);
}
