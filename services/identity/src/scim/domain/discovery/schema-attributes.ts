/** A text attribute in the form of /Schemas (RFC 7643, 7). */
export function text(name: string, description: string) {
  return { ...attribute(name, 'string', description), caseExact: false, uniqueness: 'none' };
}

/** An attribute of another type in the same form. */
export function attribute(name: string, type: string, description: string) {
  const characteristics = { multiValued: false, required: false, mutability: 'readWrite', returned: 'default' };
  return { name, type, description, ...characteristics };
}
