import { parseEmailAddress } from '../../../users/domain/email-address.js';
import { chooseWorkEmail, wordOf } from '../attributes/emails.js';
import { byName, readBoolean, readText } from '../attributes/values.js';
import { parseFilter } from '../filter/parse-filter.js';
import { selects } from '../filter/path-filter.js';
import { rejected } from '../scim-error.js';
import type { Operation } from './patch-operation.js';

const VALUE = 'emails[type eq "work"].value';
const PRIMARY = 'emails[type eq "work"].primary';

/** The address of a user after the operations so far, as shown. */
export type ShownEmail = { readonly userName: string; readonly value: string; readonly primary: boolean };

/** The part of a path after `emails`. */
type Target = { readonly filter: string | undefined; readonly part: string | undefined };

/**
 * Translates an operation on `emails` to operations on the one stored work address. A filter that selects nothing has
 * no target. Without a filter, addresses of other types are ignored.
 */
export function normalizeEmail(
  { op, value }: Operation,
  { filter, part }: Target,
  shown: ShownEmail,
): readonly Operation[] {
  if (filter !== undefined && !selects(parseFilter(filter), partsOf(shown)))
    throw rejected('noTarget', 'The filter selects no address. Only the address of type work is kept.');
  switch (part?.toLowerCase()) {
    case undefined:
      return op === 'remove' || value === null || value === ''
        ? remove(shown)
        : set(op, filter !== undefined, value, shown);
    case 'value':
      return setValue(op, value, shown);
    case 'primary':
      return setPrimary(op === 'remove' ? undefined : readBoolean('emails.primary', value));
    case 'type':
      if (op === 'remove') throw rejected('mutability', 'The address that is kept is of type work.');
      assertWork(value);
      return [];
    default:
      return []; // display, $ref: not stored
  }
}

function partsOf({ value, primary }: ShownEmail): Readonly<Record<string, string>> {
  return { type: 'work', primary: String(primary), value };
}

function set(op: 'add' | 'replace', filtered: boolean, value: unknown, shown: ShownEmail): readonly Operation[] {
  const given = Array.isArray(value) ? value : [value];
  if (filtered) for (const email of given) assertWork(byName(email).get('type'));
  const email = chooseWorkEmail(value);
  if (email === undefined) return op === 'replace' && !filtered ? remove(shown) : [];
  const says = (name: string) => given.some((item) => typeof item === 'string' || byName(item).has(name));
  return [
    ...(says('value') || !filtered ? setValue(op, email.value, shown) : []),
    ...(email.primary === undefined ? [] : setPrimary(email.primary)),
  ];
}

function setValue(op: Operation['op'], value: unknown, shown: ShownEmail): readonly Operation[] {
  const address = op === 'remove' ? undefined : readText('emails.value', value);
  return address === undefined ? remove(shown) : [{ op: 'replace', path: VALUE, value: address }];
}

function setPrimary(primary: boolean | undefined): readonly Operation[] {
  return [{ op: 'replace', path: PRIMARY, value: primary ?? true }];
}

/** Removes the address; the user name then serves as the address. */
function remove({ userName }: ShownEmail): readonly Operation[] {
  if (parseEmailAddress(userName) === undefined)
    throw rejected('mutability', 'A user whose userName is no address keeps a work address.');
  return [{ op: 'remove', path: 'emails', value: undefined }];
}

function assertWork(type: unknown): void {
  if (type !== undefined && type !== null && wordOf(type) !== 'work')
    throw rejected('invalidValue', 'Only the address of type work is kept.');
}
