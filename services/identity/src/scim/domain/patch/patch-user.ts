import { type ScimPatchOperation, scimPatch } from 'scim-patch';
import { readActive, readAttributes } from '../attributes/attributes.js';
import { chooseWorkEmail } from '../attributes/emails.js';
import type { GivenUser } from '../attributes/read-user.js';
import { readText } from '../attributes/values.js';
import { patchedWorkProfile } from '../attributes/work-attributes.js';
import type { DirectoryUser } from '../directory-user.js';
import { writableResource } from '../resource/user-resource.js';
import { rejected } from '../scim-error.js';
import { normalizeEmail, type ShownEmail } from './patch-emails.js';
import { CORE, type Operation, readOperations } from './patch-operation.js';

const PATH = /^([a-z$][\w$-]*)(?:\[([^[\]]{1,400})\])?(?:\.([a-z$][\w$-]*))?$/i;

type Document = Parameters<typeof scimPatch>[0] & { userName?: unknown; emails?: unknown };

/**
 * Applies a PATCH to a user. The dialects of directories are normalized first: one operation per stored attribute,
 * under its own name, with a value of its type. All others are ignored, so that no other text of a request reaches the
 * engine as a path. Each operation sees the result of those before it.
 */
export function patchedAttributes(user: DirectoryUser, body: object): GivenUser {
  const operations = readOperations(body);
  const options = { mutateDocument: false, treatMissingAsAdd: true };
  const { emails, ...resource } = writableResource(user);
  // An address that only repeats the user name was not sent by the directory.
  let document: Document = { ...resource, ...(user.workEmail !== null && { emails }), meta: {} as never };
  for (const operation of operations) {
    const normal = normalize(operation, shownEmail(document, user));
    if (normal.length > 0) document = scimPatch(document, normal.map(toEngine), options);
  }
  const attributes = readAttributes(document);
  const work = patchedWorkProfile(user, operations);
  return { ...attributes, work, ...(user.objectId !== null && { externalId: attributes.externalId ?? null }) };
}

function shownEmail({ userName, emails }: Document, user: DirectoryUser): ShownEmail {
  const kept = chooseWorkEmail(emails);
  const value = kept?.value ?? user.email;
  return { userName: String(userName), value, primary: kept?.primary ?? user.workEmailPrimary ?? true };
}

/** The normalized operation on stored attributes; none for others. */
function normalize(operation: Operation, email: ShownEmail): readonly Operation[] {
  const { op, path, value } = operation;
  const local = path.replace(CORE, '');
  if (/^urn:/i.test(local)) return nested({ op, path: local, value }, email);
  const [, attribute = '', filter, part] = PATH.exec(local) ?? [];
  if (attribute === '') throw rejected('invalidPath', 'The path is no attribute of a user.');
  switch (attribute.toLowerCase()) {
    case 'username':
      return required(single(op, 'userName', readText('userName', value)));
    case 'externalid':
      return [single(op, 'externalId', readText('externalId', value))];
    case 'displayname':
      return [single(op, 'displayName', readText('displayName', value))];
    case 'active':
      return op === 'remove' ? [] : present(single(op, 'active', readActive(value)));
    case 'name':
      return normalizeName(op, part?.toLowerCase(), value);
    case 'emails':
      return normalizeEmail(operation, { filter, part }, email);
    default:
      return []; // phone numbers, roles, groups: not stored; title and addresses: work-attributes.ts
  }
}

/** Reads a whole user under the name of the core schema; work-attributes.ts reads extensions. */
function nested({ op, path, value }: Operation, email: ShownEmail): readonly Operation[] {
  const core = /^urn:ietf:params:scim:schemas:core:2\.0:User$/i.test(path);
  if (!core || value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    return /^urn:/i.test(name) ? [] : normalize({ op, path: name, value: inner }, email);
  });
}

function normalizeName(op: Operation['op'], part: string | undefined, value: unknown): Operation[] {
  if (part === undefined) {
    const cleared = op === 'remove' || value === null || value === '';
    const { givenName, familyName } = readAttributes({ name: cleared ? {} : value });
    const both = [single(op, 'name.givenName', givenName), single(op, 'name.familyName', familyName)];
    return cleared ? both : both.flatMap(present);
  }
  if (part === 'givenname') return [single(op, 'name.givenName', readText('name.givenName', value))];
  if (part === 'familyname') return [single(op, 'name.familyName', readText('name.familyName', value))];
  return [];
}

/** Setting an attribute to an unassigned value removes it (RFC 7643, 2.5). */
function single(op: Operation['op'], path: string, value: unknown): Operation {
  return op === 'remove' || value === undefined ? { op: 'remove', path, value: undefined } : { op, path, value };
}

function present(operation: Operation): Operation[] {
  return operation.op === 'remove' ? [] : [operation];
}

function required(operation: Operation): Operation[] {
  if (operation.op === 'remove') throw rejected('mutability', 'A user keeps a user name.');
  return [operation];
}

function toEngine({ op, path, value }: Operation): ScimPatchOperation {
  return op === 'remove' ? { op, path } : { op, path, value };
}
