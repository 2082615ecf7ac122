import { countryText, NO_WORK_PROFILE, type WorkProfile, workText } from '../../../users/domain/work-profile.js';
import { parseFilter } from '../filter/parse-filter.js';
import { selects } from '../filter/path-filter.js';
import { typeOf } from './emails.js';
import { byName, readText } from './values.js';

export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** One operation of a PATCH; a whole resource is one `add` per attribute. */
export type Change = { readonly op: 'add' | 'replace' | 'remove'; readonly path: string; readonly value: unknown };

type Writable = { -readonly [Name in keyof WorkProfile]: WorkProfile[Name] };

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:User(?::|$)/i;
const ENTERPRISE = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User(?::|$)/i;
const PATH = /^([a-z$][\w$-]*)(?:\[([^[\]]{1,200})\])?(?:\.([a-z$][\w$-]*))?$/i;

/** Reads the work profile of a resource of type User: attributes of the core schema and of the enterprise extension. */
export function readWorkProfile(resource: object): WorkProfile {
  return patchedWorkProfile(
    NO_WORK_PROFILE,
    Object.entries(resource).map(([path, value]: [string, unknown]) => ({ op: 'add', path, value })),
  );
}

/** Applies operations to a work profile in their order; ignores those on other attributes. */
export function patchedWorkProfile(profile: WorkProfile, changes: readonly Change[]): WorkProfile {
  const { department, country, city, title, manager, managerName } = profile;
  const patched: Writable = { department, country, city, title, manager, managerName };
  for (const change of changes) apply(patched, change);
  return patched;
}

function apply(profile: Writable, { op, path, value }: Change): void {
  const schema = CORE.test(path) ? CORE : ENTERPRISE.test(path) ? ENTERPRISE : undefined;
  const local = schema === undefined ? path : path.replace(schema, '');
  if (schema !== undefined && local === '') applyAll(profile, { op, path, value });
  const [, attribute = '', filter, part] = PATH.exec(local) ?? [];
  const given = op === 'remove' ? undefined : value;
  switch (`${schema === ENTERPRISE ? 'enterprise:' : ''}${attribute.toLowerCase()}`) {
    case 'title':
      profile.title = workText(readText('title', given));
      return;
    case 'enterprise:department':
      profile.department = workText(readText('department', given));
      return;
    case 'enterprise:manager':
      applyManager(profile, part?.toLowerCase(), given);
      return;
    case 'addresses':
      if (filter === undefined || selects(parseFilter(filter), addressOf(profile)))
        applyAddress(profile, op, part?.toLowerCase(), given);
  }
}

/** Applies all attributes under the name of a schema; removing the extension removes its attributes. */
function applyAll(profile: Writable, { op, path, value }: Change): void {
  if (op === 'remove' && ENTERPRISE.test(path))
    Object.assign(profile, { department: null, manager: null, managerName: null });
  if (op === 'remove' || value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value))
    if (!/^urn:/i.test(name)) apply(profile, { op, path: `${path}:${name}`, value: inner });
}

/** Applies a manager, sent as a reference, as its value alone, or by older Entra ID as a list of one. */
function applyManager(profile: Writable, part: string | undefined, given: unknown): void {
  if (part === 'displayname') profile.managerName = workText(readText('manager.displayName', given));
  if (part !== undefined && part !== 'value') return;
  const reference = byName(Array.isArray(given) ? given[0] : given);
  const value = part === undefined && reference.size > 0 ? reference.get('value') : given;
  const manager = workText(readText('manager.value', value));
  const name = workText(readText('manager.displayName', reference.get('displayname')));
  // Another manager has another name, which the directory may omit.
  profile.managerName = name ?? (manager === profile.manager ? profile.managerName : null);
  profile.manager = manager;
}

/** The parts of the stored address that a filter can compare. */
function addressOf({ country, city }: WorkProfile): Readonly<Record<string, string>> {
  return { type: 'work', primary: 'true', country: country ?? '', locality: city ?? '' };
}

/** Applies the work address or a part of it. A list replaces it as a whole; addresses of other types are ignored. */
function applyAddress(profile: Writable, op: Change['op'], part: string | undefined, given: unknown): void {
  if (part === 'country') profile.country = countryText(readText('addresses.country', given));
  else if (part === 'locality') profile.city = workText(readText('addresses.locality', given));
  if (part !== undefined) return;
  const address = workAddress(given);
  const said = (name: string) => op !== 'add' || address.has(name);
  if (op === 'add' && address.size === 0) return;
  if (said('country')) profile.country = countryText(readText('addresses.country', address.get('country')));
  if (said('locality')) profile.city = workText(readText('addresses.locality', address.get('locality')));
}

function workAddress(given: unknown): Map<string, unknown> {
  const addresses = (Array.isArray(given) ? given : [given]).map(byName);
  return (
    addresses.find((one) => typeOf(one) === 'work') ??
    addresses.find((one) => typeOf(one) === '') ??
    new Map<string, unknown>()
  );
}
