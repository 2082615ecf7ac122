const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const PLACEHOLDER = '{tenantid}';

/** The tenant of personal Microsoft accounts, which belong to no organization. */
export const PERSONAL_ACCOUNTS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Whether an issuer matches the pattern in this tenant. Only tenant ids are compared case-insensitively. */
export function isIssuerOf(pattern: string, issuer: string, tenantId: string | undefined): boolean {
  if (!pattern.includes(PLACEHOLDER)) return lowerGuids(pattern) === lowerGuids(issuer);
  if (tenantId === undefined || tenantId.replace(GUID, '') !== '' || tenantId === '') return false;
  return lowerGuids(pattern.replaceAll(PLACEHOLDER, tenantId)) === lowerGuids(issuer);
}

/**
 * Whether a published key may verify tokens of an issuer. A multi-tenant provider publishes the keys of all tenants
 * together and marks each with its `issuer`; a key without it signs for its publisher.
 */
export function keySignsFor(key: object, issuer: string, tenantId: string | undefined): boolean {
  if (!('issuer' in key)) return true;
  return typeof key.issuer === 'string' && isIssuerOf(key.issuer, issuer, tenantId);
}

/** The tenant in the URL of an issuer, if it has one. */
export function tenantOf(issuer: string): string | undefined {
  return issuer.match(GUID)?.[0];
}

function lowerGuids(text: string): string {
  return text.replace(GUID, (guid) => guid.toLowerCase());
}
