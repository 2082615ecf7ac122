import { chooseWorkEmail } from './emails.js';
import { byName, readBoolean, readText } from './values.js';

export { readText } from './values.js';

/** The attributes of a user that are stored. All others that a directory sends are ignored. */
export type Attributes = {
  readonly userName: string | undefined;
  /** Null when the directory removes it; undefined when it sends none. */
  readonly externalId: string | null | undefined;
  readonly displayName: string | undefined;
  readonly formattedName: string | undefined;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly workEmail: string | undefined;
  readonly workEmailPrimary: boolean | undefined;
  readonly active: boolean | undefined;
};

/** Reads a resource of type User; attribute names compare without case (RFC 7643, 2.1). */
export function readAttributes(resource: object): Attributes {
  const user = byName(resource);
  const name = byName(user.get('name'));
  const email = chooseWorkEmail(user.get('emails'));
  return {
    userName: readText('userName', user.get('username')),
    externalId: readText('externalId', user.get('externalid')),
    displayName: readText('displayName', user.get('displayname')),
    formattedName: readText('name.formatted', name.get('formatted')),
    givenName: readText('name.givenName', name.get('givenname')),
    familyName: readText('name.familyName', name.get('familyname')),
    workEmail: email?.value,
    workEmailPrimary: email?.primary,
    active: readActive(user.get('active')),
  };
}

export function readActive(value: unknown): boolean | undefined {
  return readBoolean('active', value);
}

/** The work address; undefined when there is none. */
export function readWorkEmail(emails: unknown): string | undefined {
  return chooseWorkEmail(emails)?.value;
}
