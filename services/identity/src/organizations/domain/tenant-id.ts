import { isUuid } from './uuid.js';

declare const tenantId: unique symbol;

/** The directory (`tid`) that an organisation's people sign in at. */
export type TenantId = string & { readonly [tenantId]: true };

/** The id as it is stored, in lower case, or undefined when it is no UUID. */
export function parseTenantId(text: string): TenantId | undefined {
  const id = text.trim();
  return isUuid(id) ? (id.toLowerCase() as TenantId) : undefined;
}
