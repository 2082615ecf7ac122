/** The names of a domain's list as a GraphQL enum. */
export function enumOf<Name extends string>(names: readonly Name[]): { readonly [name in Name]: name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [name in Name]: name };
}
