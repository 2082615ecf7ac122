/** A list of names as an object that has each name under itself, as GraphQL enums need it. */
export function namesOf<Name extends string>(names: readonly Name[]): { readonly [name in Name]: name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [name in Name]: name };
}
