import { isUuid } from './uuid.js';

declare const tenantId: unique symbol;

/** The tenant (`tid`) at which the users of an organization sign in. */
export type TenantId = string & { readonly [tenantId]: true };

/** The id as it is stored, in lower case; undefined when the text is not a UUID. */
export function parseTenantId(text: string): TenantId | undefined {
  const id = text.trim();
  return isUuid(id) ? (id.toLowerCase() as TenantId) : undefined;
}
