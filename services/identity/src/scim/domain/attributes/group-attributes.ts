import { isUuid } from '../../../organizations/domain/uuid.js';
import { rejected } from '../scim-error.js';
import { byName, readText } from './values.js';

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** A group as a directory sends it. */
export type GivenGroup = {
  readonly displayName: string;
  readonly externalId: string | null;
  /** Ids of users, without repetition. */
  readonly members: readonly string[];
};

const LONGEST_NAME = 256;
const MOST_MEMBERS = 20_000;

/** Reads a resource of type Group; attribute names compare without case. */
export function readGroup(resource: object): GivenGroup {
  const group = byName(resource);
  return {
    displayName: groupName(group.get('displayname')),
    externalId: groupExternalId(group.get('externalid')),
    members: readMembers(group.get('members')),
  };
}

/** Reads the required name of a group. */
export function groupName(value: unknown): string {
  const name = readText('displayName', value);
  if (name === undefined) throw rejected('invalidValue', 'displayName is required.');
  return oneLine('displayName', name, LONGEST_NAME);
}

export function groupExternalId(value: unknown): string | null {
  const id = readText('externalId', value);
  return id === undefined ? null : oneLine('externalId', id, LONGEST_NAME);
}

/** Reads the ids of members: a list of references, one reference, or plain ids. */
export function readMembers(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return [];
  const members = (Array.isArray(value) ? value : [value]).map(readMember);
  if (members.length > MOST_MEMBERS) throw rejected('invalidValue', `A group has at most ${MOST_MEMBERS} members.`);
  return [...new Set(members)];
}

function readMember(given: unknown): string {
  const reference = byName(given);
  const type = reference.get('type');
  if (typeof type === 'string' && type.toLowerCase() === 'group')
    throw rejected('invalidValue', 'Groups within groups are not supported: members are users.');
  const id = typeof given === 'string' ? given : reference.get('value');
  if (typeof id !== 'string' || !isUuid(id)) throw rejected('invalidValue', 'members.value is the id of a user.');
  return id.toLowerCase();
}

function oneLine(name: string, text: string, longest: number): string {
  if (text.length > longest || /[\p{Cc}\u2028\u2029]/u.test(text))
    throw rejected('invalidValue', `${name} is one line of at most ${longest} characters.`);
  return text;
}
