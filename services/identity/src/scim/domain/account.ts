import { type DisplayName, parseDisplayName } from '../../organizations/domain/names.js';
import type { DirectoryEntry } from '../../users/domain/directory-entry.js';
import { type EmailAddress, parseEmailAddress, sameAddress } from '../../users/domain/email-address.js';
import { type ObjectId, parseObjectId } from '../../users/domain/object-id.js';
import type { WorkProfile } from '../../users/domain/work-profile.js';
import type { GivenUser } from './attributes/read-user.js';
import type { DirectoryUser } from './directory-user.js';
import { refused } from './scim-error.js';

/** What a user is to become: everything that a directory decides about them. */
export type Account = DirectoryEntry & {
  readonly email: EmailAddress;
  readonly displayName: DisplayName;
  /** Null where the directory takes it away, undefined where it does not say. */
  readonly objectId: ObjectId | null | undefined;
  /** Null where the directory does not say. */
  readonly active: boolean | null;
  readonly work: WorkProfile;
};

const LONGEST_NAME = 200;
const LONGEST_USER_NAME = 254;
const LONGEST_DELETED_NAME = LONGEST_USER_NAME + 32;
const BEFORE_A_DELETED_NAME = /^([0-9a-f]{32})(.+)$/i;
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** The name under which the directory knows somebody: their address, where it never gave another one. */
export function userNameOf(user: DirectoryUser): string {
  return user.userName ?? user.email;
}

/**
 * The account that these attributes describe. Refused is only what the directory can mend: no user name, or none by
 * which the person could be invited. Names are shortened and cleaned, a work address that is none is left out.
 */
export function describeAccount(given: GivenUser, existing: DirectoryUser | undefined): Account {
  const { userName, active = null } = given;
  if (userName === undefined) throw refused('invalidValue', 'userName is required.');
  const objectId = readExternalId(given.externalId);
  const nameBefore = (name: string) => knownName(name, objectId ?? existing?.objectId, existing);
  const known = nameBefore(userName);
  if (known.length > LONGEST_USER_NAME || oneLine(userName, LONGEST_DELETED_NAME) !== userName)
    throw refused('invalidValue', `userName is one line of at most ${LONGEST_USER_NAME} characters.`);
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
 * The name by which people know an account. Entra ID puts the object id, without dashes, before the name of an account
 * that is deleted there, so that another one may have it.
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

/** The address is the user name; where that is no address, the work address. */
function chooseAddress(
  userName: string,
  workEmail: EmailAddress | null,
  existing: DirectoryUser | undefined,
): EmailAddress {
  const named = parseEmailAddress(userName);
  if (named === undefined) {
    const email = workEmail ?? existing?.email;
    if (email !== undefined) return email;
    throw refused('invalidValue', 'userName, or else emails[type eq "work"].value, is the person’s work address.');
  }
  // An administrator may have corrected the address since: that stands while the directory says nothing new.
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
  throw refused('invalidValue', 'A person’s name has at least one letter.');
}

function readExternalId(text: string | null | undefined): ObjectId | null | undefined {
  if (text === undefined || text === null) return text;
  const objectId = parseObjectId(text);
  if (objectId === undefined) throw refused('invalidValue', 'externalId is at most 255 characters on one line.');
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
