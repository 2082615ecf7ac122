import type { Caller } from './caller.js';

/** Which organisations' rows a transaction may touch: row level security reads it. */
export type TenantScope = { organizationId: string } | 'every-organization' | 'no-organization';

/** The rows a caller's reads may come from: people and machines their organisation's, operators every one's. */
export function tenantScopeOf(caller: Caller): TenantScope {
  if ('organizationId' in caller) return { organizationId: caller.organizationId };
  return caller.kind === 'operator' ? 'every-organization' : 'no-organization';
}

/** The statement that sets the reach for the rest of a transaction, and its values. */
export const SET_TENANT_SCOPE = {
  name: 'set-tenant-scope',
  text: "SELECT set_config('app.organization_id', $1, true), set_config('app.reach', $2, true)",
};

/** Values for SET_REACH. */
export function tenantScopeSettings(tenantScope: TenantScope): [organizationId: string, reach: string] {
  return typeof tenantScope === 'object' ? [tenantScope.organizationId, ''] : ['', tenantScope];
}
