declare const tenantId: unique symbol;

/** The directory (`tid`) that an organisation's people sign in at. */
export type TenantId = string & { readonly [tenantId]: true };

const TENANT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id as it is stored, in lower case, or undefined when it is no UUID. */
export function parseTenantId(text: string): TenantId | undefined {
  const id = text.trim();
  return TENANT_ID.test(id) ? (id.toLowerCase() as TenantId) : undefined;
}
