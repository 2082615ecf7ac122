import { type DisplayName, parseDisplayName } from '../../organizations/domain/names.js';
import type { DirectoryEntry } from '../../users/domain/directory-entry.js';
import { type EmailAddress, parseEmailAddress, sameAddress } from '../../users/domain/email-address.js';
import { type ObjectId, parseObjectId } from '../../users/domain/object-id.js';
import type { WorkProfile } from '../../users/domain/work-profile.js';
import type { GivenUser } from './attributes/read-user.js';
import type { DirectoryUser } from './directory-user.js';
import { rejected } from './scim-error.js';

/** The target state of a user: everything that a directory decides. */
export type Account = DirectoryEntry & {
  readonly email: EmailAddress;
  readonly displayName: DisplayName;
  /** Null when the directory removes it, undefined when it sends none. */
  readonly objectId: ObjectId | null | undefined;
  /** Null when the directory sends none. */
  readonly active: boolean | null;
  readonly work: WorkProfile;
};

const LONGEST_NAME = 200;
const LONGEST_USER_NAME = 254;
const LONGEST_DELETED_NAME = LONGEST_USER_NAME + 32;
const BEFORE_A_DELETED_NAME = /^([0-9a-f]{32})(.+)$/i;
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** The name of a user in the directory: the address when the directory never sent a name. */
export function userNameOf(user: DirectoryUser): string {
  return user.userName ?? user.email;
}

/**
 * Builds the account that the attributes describe. Only what a directory can correct is rejected: a missing user name,
 * or one without an address to invite. Names are shortened and cleaned; an invalid work address is ignored.
 */
export function describeAccount(given: GivenUser, existing: DirectoryUser | undefined): Account {
  const { userName, active = null } = given;
  if (userName === undefined) throw rejected('invalidValue', 'userName is required.');
  const objectId = readExternalId(given.externalId);
  const nameBefore = (name: string) => knownName(name, objectId ?? existing?.objectId, existing);
  const known = nameBefore(userName);
  if (known.length > LONGEST_USER_NAME || oneLine(userName, LONGEST_DELETED_NAME) !== userName)
    throw rejected('invalidValue', `userName is one line of at most ${LONGEST_USER_NAME} characters.`);
  const workEmail = parseEmailAddress(nameBefore(given.workEmail ?? '')) ?? null;
  const email = chooseAddress(known, workEmail, existing);
  return {
    userName,
    email,
    externalId: given.externalId ?? null,
    workEmail: workEmail !== null && sameAddress(workEmail, email) ? null : workEmail,
    workEmailPrimary: given.workEmailPrimary ?? null,
    givenName: oneLine(given.givenName) ?? null,
    familyName: oneLine(given.familyName) ?? null,
    displayName: chooseName({ ...given, userName: known }, existing),
    objectId,
    active,
    work: given.work,
  };
}

/**
 * The name without the prefix that Entra ID adds to a deleted account: the object id without dashes, so that another
 * account may have the name.
 */
function knownName(name: string, objectId: string | null | undefined, existing: DirectoryUser | undefined): string {
  const [, prefix = '', rest = ''] = BEFORE_A_DELETED_NAME.exec(name) ?? [];
  if (rest === '') return name;
  const isOwn = prefix.toLowerCase() === objectId?.replaceAll('-', '').toLowerCase();
  const isKnown = [existing?.userName, existing?.workEmail, existing?.email].some(
    (known) => known !== undefined && known !== null && sameAddress(known, rest),
  );
  return isOwn || isKnown ? rest : name;
}

/** The address is the user name; when that is not an address, the work address. */
function chooseAddress(
  userName: string,
  workEmail: EmailAddress | null,
  existing: DirectoryUser | undefined,
): EmailAddress {
  const named = parseEmailAddress(userName);
  if (named === undefined) {
    const email = workEmail ?? existing?.email;
    if (email !== undefined) return email;
    throw rejected('invalidValue', 'userName, or else emails[type eq "work"].value, is the person’s work address.');
  }
  // An administrator may have corrected the address since; the correction stays until the directory sends another name.
  const said =
    existing !== undefined && sameAddress(knownName(userNameOf(existing), existing.objectId, existing), named);
  return said ? existing.email : named;
}

function chooseName(given: GivenUser, existing: DirectoryUser | undefined): DisplayName {
  const both = [given.givenName, given.familyName].filter((part) => part !== undefined).join(' ');
  const candidates = [given.displayName, given.formattedName, both, existing?.displayName, given.userName];
  for (const candidate of candidates) {
    const name = parseDisplayName(oneLine(candidate) ?? '');
    if (name !== undefined) return name;
  }
  throw rejected('invalidValue', 'A person’s name has at least one letter.');
}

function readExternalId(text: string | null | undefined): ObjectId | null | undefined {
  if (text === undefined || text === null) return text;
  const objectId = parseObjectId(text);
  if (objectId === undefined) throw rejected('invalidValue', 'externalId is at most 255 characters on one line.');
  return objectId;
}

function oneLine(text: string | undefined, longest = LONGEST_NAME): string | undefined {
  const line = text?.replace(UNPRINTABLE, ' ').trim();
  if (line === undefined || line === '') return undefined;
  return line.length <= longest
    ? line
    : line
        .slice(0, longest)
        .toWellFormed()
        .replace(/\uFFFD$/, '')
        .trim();
}
