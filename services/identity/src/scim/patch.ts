import { type ScimPatchOperation, scimPatch } from 'scim-patch';
import type { DirectoryUser } from '../persistence/directory-user.store.js';
import { type Attributes, readActive, readAttributes, readText, readWorkEmail } from './attributes.js';
import { writableResource } from './resource.js';
import { refused } from './scim-error.js';

const MOST_OPERATIONS = 100;
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User:/i;
const PATH = /^([a-z$][\w$-]*)(?:\[([^[\]]{1,200})\])?(?:\.([a-z$][\w$-]*))?$/i;
const OF_WORK = /^\s*(?:type\s+eq\s+"work"|primary\s+eq\s+"?true"?)\s*$/i;
const WORK_EMAIL = 'emails[type eq "work"].value';

type Operation = { readonly op: 'add' | 'replace' | 'remove'; readonly path: string; readonly value: unknown };

/**
 * What a user is after a PATCH. Directories speak dialects; they are brought into one form first: one operation per
 * attribute that is kept here, under its own name, with a value of its type. What is not kept is left out, whatever
 * it is, so that nothing else of a request ever reaches the engine as a path.
 */
export function patchedAttributes(user: DirectoryUser, body: object): Attributes {
  const operations = readOperations(body).flatMap(normalize).map(toEngine);
  const options = { mutateDocument: false, treatMissingAsAdd: true };
  const { emails, ...resource } = writableResource(user);
  // An address that is only the user name's echo is no work address that the directory gave.
  const document = { ...resource, ...(user.workEmail !== null && { emails }), meta: {} as never };
  return readAttributes(scimPatch(document, operations, options));
}

function readOperations(body: object): Operation[] {
  const given: unknown = Object.entries(body).find(([name]) => name.toLowerCase() === 'operations')?.[1];
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_OPERATIONS)
    throw refused('invalidSyntax', `Operations is a list of 1 to ${MOST_OPERATIONS} operations.`);
  return given.flatMap(readOperation);
}

/** One operation; one without a path is as many as its value has names. */
function readOperation(given: unknown): Operation[] {
  if (given === null || typeof given !== 'object') throw refused('invalidSyntax', 'An operation is an object.');
  const {
    op: verb,
    path,
    value,
  } = Object.fromEntries(Object.entries(given).map(([name, item]) => [name.toLowerCase(), item as unknown]));
  const op = typeof verb === 'string' ? verb.toLowerCase() : undefined;
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw refused('invalidSyntax', 'op is add, replace or remove.');
  if (typeof path === 'string' && path.trim() !== '') return [{ op, path: path.trim(), value }];
  if (path !== undefined && path !== null && path !== '') throw refused('invalidPath', 'A path is a text.');
  if (op === 'remove') throw refused('noTarget', 'Removing needs a path.');
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refused('invalidValue', 'Without a path the value is an object.');
  return Object.entries(value).map(([name, inner]) => ({ op, path: name, value: inner }));
}

/** The operation on attributes that are kept; none for one on anything else. */
function normalize({ op, path, value }: Operation): Operation[] {
  const local = path.replace(CORE, '');
  if (/^urn:/i.test(local)) return nested({ op, path: local, value });
  const [, attribute = '', filter, part] = PATH.exec(local) ?? [];
  if (attribute === '') throw refused('invalidPath', 'The path is no attribute of a user.');
  switch (attribute.toLowerCase()) {
    case 'username':
      return required(single(op, 'userName', readText('userName', value)));
    case 'externalid':
      return op === 'remove' ? [] : present(single(op, 'externalId', readText('externalId', value)));
    case 'displayname':
      return [single(op, 'displayName', readText('displayName', value))];
    case 'active':
      return op === 'remove' ? [] : present(single(op, 'active', readActive(value)));
    case 'name':
      return normalizeName(op, part?.toLowerCase(), value);
    case 'emails':
      return normalizeEmail(op, filter, part, value);
    default:
      return []; // phone numbers, title, roles, groups: not kept
  }
}

/** A whole user under the name of the core schema is read; extensions are not kept. */
function nested({ op, path, value }: Operation): Operation[] {
  const core = /^urn:ietf:params:scim:schemas:core:2\.0:User$/i.test(path);
  if (!core || value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    return /^urn:/i.test(name) ? [] : normalize({ op, path: name, value: inner });
  });
}

function normalizeName(op: Operation['op'], part: string | undefined, value: unknown): Operation[] {
  if (part === undefined) {
    const { givenName, familyName } = readAttributes({ name: op === 'remove' ? {} : value });
    const both = [single(op, 'name.givenName', givenName), single(op, 'name.familyName', familyName)];
    return op === 'remove' ? both : both.flatMap(present);
  }
  if (part === 'givenname') return [single(op, 'name.givenName', readText('name.givenName', value))];
  if (part === 'familyname') return [single(op, 'name.familyName', readText('name.familyName', value))];
  return [];
}

/** Whichever way the work address is named; addresses of other types are not kept. */
function normalizeEmail(
  op: Operation['op'],
  filter: string | undefined,
  part: string | undefined,
  value: unknown,
): Operation[] {
  if (filter !== undefined && !OF_WORK.test(filter)) return [];
  if (part !== undefined && part.toLowerCase() !== 'value') return [];
  const email = part === undefined ? readWorkEmail(value) : readText('emails.value', value);
  return op === 'remove' || email === undefined
    ? [single('remove', 'emails', undefined)]
    : [single(op, WORK_EMAIL, email)];
}

/** Setting an attribute to nothing is removing it (RFC 7643, 2.5). */
function single(op: Operation['op'], path: string, value: unknown): Operation {
  return op === 'remove' || value === undefined ? { op: 'remove', path, value: undefined } : { op, path, value };
}

function present(operation: Operation): Operation[] {
  return operation.op === 'remove' ? [] : [operation];
}

function required(operation: Operation): Operation[] {
  if (operation.op === 'remove') throw refused('mutability', 'A user keeps a user name.');
  return [operation];
}

function toEngine({ op, path, value }: Operation): ScimPatchOperation {
  return op === 'remove' ? { op, path } : { op, path, value };
}
