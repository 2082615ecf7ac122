import { chooseWorkEmail } from './emails.js';
import { byName, readBoolean, readText } from './values.js';

export { readText } from './values.js';

/** What a directory says of a person, as far as it is kept here. Everything else that it sends is left unread. */
export type Attributes = {
  readonly userName: string | undefined;
  /** Null where the directory takes it away; undefined where it does not say. */
  readonly externalId: string | null | undefined;
  readonly displayName: string | undefined;
  readonly formattedName: string | undefined;
  readonly givenName: string | undefined;
  readonly familyName: string | undefined;
  readonly workEmail: string | undefined;
  readonly workEmailPrimary: boolean | undefined;
  readonly active: boolean | undefined;
};

/** Reads a resource of type User; the names of its attributes compare without case (RFC 7643, 2.1). */
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

/** The address itself; undefined where none is a work address. */
export function readWorkEmail(emails: unknown): string | undefined {
  return chooseWorkEmail(emails)?.value;
}
