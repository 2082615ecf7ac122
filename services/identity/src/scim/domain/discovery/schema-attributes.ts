/** An attribute of type string as /Schemas describes it (RFC 7643, 7). */
export function text(name: string, description: string) {
  return { ...attribute(name, 'string', description), caseExact: false, uniqueness: 'none' };
}

/** An attribute of any type. */
export function attribute(name: string, type: string, description: string) {
  const characteristics = { multiValued: false, required: false, mutability: 'readWrite', returned: 'default' };
  return { name, type, description, ...characteristics };
}
