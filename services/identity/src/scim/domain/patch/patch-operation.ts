import { USER_ATTRIBUTES } from '../discovery/user-discovery.js';
import { rejected } from '../scim-error.js';

export const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User:/i;
const MOST_OPERATIONS = 100;

/** One operation of a PATCH request (RFC 7644, 3.5.2), with a path. */
export type Operation = { readonly op: 'add' | 'replace' | 'remove'; readonly path: string; readonly value: unknown };

/** Reads the operations of a body; one without a path becomes one per attribute of its value. */
export function readOperations(body: object): Operation[] {
  const given: unknown = Object.entries(body).find(([name]) => name.toLowerCase() === 'operations')?.[1];
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_OPERATIONS)
    throw rejected('invalidSyntax', `Operations is a list of 1 to ${MOST_OPERATIONS} operations.`);
  return given.flatMap(readOperation);
}

function readOperation(given: unknown): Operation[] {
  if (given === null || typeof given !== 'object') throw rejected('invalidSyntax', 'An operation is an object.');
  const {
    op: verb,
    path,
    value,
  } = Object.fromEntries(Object.entries(given).map(([name, item]) => [name.toLowerCase(), item as unknown]));
  const op = typeof verb === 'string' ? verb.toLowerCase() : undefined;
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw rejected('invalidSyntax', 'op is add, replace or remove.');
  if (typeof path === 'string' && path.trim() !== '') return [{ op, path: path.trim(), value }];
  if (path !== undefined && path !== null && path !== '') throw rejected('invalidPath', 'A path is a text.');
  if (op === 'remove') throw rejected('noTarget', 'Removing needs a path.');
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw rejected('invalidValue', 'Without a path the value is an object.');
  return Object.entries(value).map(([name, inner]: [string, unknown]) => ({ op, path: name, value: inner }));
}

/**
 * Rejects the removal of a required attribute (RFC 7644, 3.5.2.2); a part of one can be removed and gets its default.
 */
export function assertKeepsRequired(operations: readonly Operation[]): void {
  for (const { op, path } of operations) {
    const name = path.replace(CORE, '').toLowerCase();
    if (
      op === 'remove' &&
      USER_ATTRIBUTES.some((attribute) => attribute.required && attribute.name.toLowerCase() === name)
    )
      throw rejected('mutability', `A user has a value of ${path}. It can be replaced, and not removed.`);
  }
}
