/** Selected attributes by name in lower case: the whole attribute (null), or some of its parts. */
type Selection = Map<string, Selection | null>;

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:';
/** Returned in every response (RFC 7643, 7: returned "always"). */
const ALWAYS: ReadonlySet<string> = new Set(['id', 'schemas']);

/**
 * Projects a resource to the given attributes, or removes the excluded ones (RFC 7644, 3.9); each is named by its path
 * or with its schema.
 */
export function project(
  resource: object,
  attributes: string | undefined,
  excludedAttributes: string | undefined,
): object {
  const only = selection(resource, attributes);
  const without = selection(resource, excludedAttributes);
  return Object.fromEntries(
    Object.entries(resource).flatMap(([name, value]: [string, unknown]) => {
      if (ALWAYS.has(name)) return [[name, value]];
      const kept = drop(keep(value, name, only), name, without);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

function keep(value: unknown, name: string, only: Selection | undefined): unknown {
  if (only === undefined) return value;
  const parts = only.get(name.toLowerCase());
  if (parts === null) return value;
  return parts === undefined ? undefined : within(value, (item, inner) => keep(item, inner, parts));
}

function drop(value: unknown, name: string, without: Selection | undefined): unknown {
  const parts = without?.get(name.toLowerCase());
  if (parts === undefined) return value;
  return parts === null ? undefined : within(value, (item, inner) => drop(item, inner, parts));
}

/** A complex value, or each of several, without the removed parts; undefined when empty. */
function within(value: unknown, part: (value: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => within(item, part)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (value === null || typeof value !== 'object') return undefined;
  const left = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const kept = part(inner, name);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function selection(resource: object, list: string | undefined): Selection | undefined {
  const paths = (list ?? '').split(',').map((path) => path.trim().toLowerCase());
  const named = paths.filter((path) => path !== '');
  if (named.length === 0) return undefined;
  const selected: Selection = new Map();
  const names = Object.keys(resource).map((name) => name.toLowerCase());
  for (const path of named) for (const steps of stepsOf(path, names)) select(selected, steps);
  return selected;
}

/** `urn:…:User:name.familyName` is a part of an attribute; `urn:…:User` is an extension or the whole core schema. */
function stepsOf(path: string, names: readonly string[]): string[][] {
  if (!path.startsWith('urn:') || names.includes(path)) return [path.startsWith('urn:') ? [path] : parts(path)];
  if (path.startsWith(CORE)) {
    const [, ...local] = path.slice(CORE.length).split(':');
    if (local.length === 0) return names.filter((name) => !name.startsWith('urn:')).map((name) => [name]);
    return [parts(local.join(':'))];
  }
  const end = path.lastIndexOf(':');
  return [[path.slice(0, end), ...parts(path.slice(end + 1))]];
}

/** `emails[type eq "work"].value` names that part of every address, of which there is one. */
function parts(path: string): string[] {
  return path.replace(/\[[^[\]]*\]/g, '').split('.');
}

function select(selected: Selection, [name = '', ...rest]: readonly string[]): void {
  const known = selected.get(name);
  if (known === null) return;
  if (rest.length === 0) {
    selected.set(name, null);
    return;
  }
  const inner = known ?? new Map<string, Selection | null>();
  selected.set(name, inner);
  select(inner, rest);
}
