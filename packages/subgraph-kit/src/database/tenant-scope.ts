import { escapeLiteral } from 'pg';
import type { Caller } from '../callers/caller.js';

/** The organizations whose rows a transaction may access. Row level security reads it. */
export type TenantScope = { organizationId: string } | 'every-organization' | 'no-organization';

/** The scope of a caller's reads: people and machines their organization, operators every organization. */
export function tenantScopeOf(caller: Caller): TenantScope {
  if ('organizationId' in caller) return { organizationId: caller.organizationId };
  return caller.kind === 'operator' ? 'every-organization' : 'no-organization';
}

/** The statement that sets the tenant scope for the rest of a transaction, and its values. */
export const SET_TENANT_SCOPE = {
  name: 'set-tenant-scope',
  text: "SELECT set_config('app.organization_id', $1, true), set_config('app.tenant_scope', $2, true)",
};

/** Values for SET_TENANT_SCOPE. */
export function tenantScopeSettings(tenantScope: TenantScope): [organizationId: string, reach: string] {
  return typeof tenantScope === 'object' ? [tenantScope.organizationId, ''] : ['', tenantScope];
}

/**
 * The text that begins a read-only transaction of one snapshot with its tenant scope: one message, so that no statement
 * can run without its scope. A message with several statements takes no parameters.
 */
export function beginReadOnly(tenantScope: TenantScope): string {
  const [organizationId, reach] = tenantScopeSettings(tenantScope).map(escapeLiteral);
  return `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL app.organization_id = ${organizationId}; SET LOCAL app.tenant_scope = ${reach}`;
}
