/** What an example calls a value, and what this run of the product calls it: ids, secrets, codes, instants. */
export type Bindings = Map<string, string>;

/** Names of fields whose values differ from run to run. */
type Varies = readonly string[];

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/evt_[0-9a-f]{32}/g, '<event>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<instant>'],
  [/\b\d{4}-\d\d-\d\d\b/g, '<day>'],
  [/\b20\d\d-(0[1-9]|1[0-2])\b/g, '<month>'],
];

/** A text without what differs from run to run: `2026-11-30` and `2027-01-05` are both `<day>`. */
export function formOf(text: string): string {
  return FORMS.reduce((form, [pattern, name]) => form.replace(pattern, name), text);
}

/** The variables of an example with the values of this run. */
export function bound(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') return bindings.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => bound(item, bindings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, bound(item, bindings)]));
}

/**
 * Where an answer is not the expected one, a line for each place. Ids, instants, days and months have to have the same
 * form, the values of `varies` the same kind, all others the same value; an id that the examples name twice has to be the
 * same one twice. Binds the expected texts to those of the answer.
 */
export function differences(expected: unknown, actual: unknown, varies: Varies, bindings: Bindings): string[] {
  const compare = (path: string, one: unknown, other: unknown, mayVary: boolean): string[] => {
    if (mayVary && (one === null || other === null)) return [];
    if (kindOf(one) !== kindOf(other)) return [`${path}: ${shown(one)} expected, ${shown(other)} found`];
    if (Array.isArray(one) && Array.isArray(other)) {
      // Of a list that varies every item is like the first one.
      if (mayVary) return other.flatMap((item, index) => compare(`${path}[${index}]`, one[0] ?? item, item, mayVary));
      if (one.length !== other.length) return [`${path}: ${one.length} items expected, ${other.length} found`];
      return one.flatMap((item, index) => compare(`${path}[${index}]`, item, other[index], mayVary));
    }
    if (isObject(one) && isObject(other)) {
      const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
      return names.flatMap((name) =>
        compare(`${path}.${name}`, one[name], other[name], mayVary || varies.includes(name)),
      );
    }
    if (typeof one === 'string' && typeof other === 'string') return compareText(path, one, other, mayVary);
    return one === other || mayVary ? [] : [`${path}: ${shown(one)} expected, ${shown(other)} found`];
  };
  const compareText = (path: string, one: string, other: string, mayVary: boolean): string[] => {
    const known = bindings.get(one);
    if (known === other) return [];
    const form = formOf(one);
    if (!mayVary && form !== formOf(other)) return [`${path}: ${shown(one)} expected, ${shown(other)} found`];
    if (isId(one) && known !== undefined && !mayVary)
      return [`${path}: ${one} stands for ${known} in another example, and for ${other} here`];
    if (known === undefined && (mayVary || form !== one)) bindings.set(one, other);
    return [];
  };
  return compare('answer', expected, actual, false);
}

/**
 * The answer of this run as an example shows it: ids by the names that other examples have for them, and the earlier texts
 * where they stand for the same. A text that varies is `…` until a sample of it is written.
 */
export function recorded(earlier: unknown, actual: unknown, varies: Varies, bindings: Bindings): unknown {
  const named = [...bindings].filter(([sample]) => isId(sample) || URL.canParse(sample));
  const record = (before: unknown, now: unknown, mayVary: boolean): unknown => {
    if (Array.isArray(now))
      return now.map((item, index) => record(Array.isArray(before) ? before[index] : undefined, item, mayVary));
    if (isObject(now)) {
      const fields = isObject(before) ? before : {};
      return Object.fromEntries(
        Object.entries(now).map(([name, item]) => {
          const isSample = varies.includes(name) && typeof item === 'string' && typeof fields[name] !== 'string';
          return [name, isSample ? '…' : record(fields[name], item, mayVary || varies.includes(name))];
        }),
      );
    }
    if (mayVary && before !== undefined && kindOf(before) === kindOf(now)) return before;
    if (typeof now !== 'string') return now;
    const text = named.reduce((renamed, [sample, value]) => renamed.replaceAll(value, sample), now);
    return typeof before === 'string' && formOf(before) === formOf(text) ? before : text;
  };
  return record(earlier, actual, false);
}

const isId = (text: string): boolean => ['<id>', '<event>'].includes(formOf(text));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
