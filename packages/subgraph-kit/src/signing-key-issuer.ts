const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const PLACEHOLDER = '{tenantid}';

/** The tenant of personal Microsoft accounts: their owners answer to no organization. */
export const PERSONAL_ACCOUNTS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Whether an issuer is the one that a pattern stands for in this tenant. Only tenant ids compare without case. */
export function isIssuerOf(pattern: string, issuer: string, tenantId: string | undefined): boolean {
  if (!pattern.includes(PLACEHOLDER)) return lowerGuids(pattern) === lowerGuids(issuer);
  if (tenantId === undefined || tenantId.replace(GUID, '') !== '' || tenantId === '') return false;
  return lowerGuids(pattern.replaceAll(PLACEHOLDER, tenantId)) === lowerGuids(issuer);
}

/**
 * Whether a published key may verify tokens of an issuer. A provider of many tenants publishes the keys of all of them
 * together, and names at each (`issuer`) whose tokens it signs; a key without that name signs for its publisher.
 */
export function keySignsFor(key: object, issuer: string, tenantId: string | undefined): boolean {
  if (!('issuer' in key)) return true;
  return typeof key.issuer === 'string' && isIssuerOf(key.issuer, issuer, tenantId);
}

/** The tenant that an issuer's address names, if any. */
export function tenantOf(issuer: string): string | undefined {
  return issuer.match(GUID)?.[0];
}

function lowerGuids(text: string): string {
  return text.replace(GUID, (guid) => guid.toLowerCase());
}
