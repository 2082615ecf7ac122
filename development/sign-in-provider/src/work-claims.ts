import type { MachineAccount, WorkAccount } from './accounts.js';

/** The scope that a person's token needs for the gateway. */
export const DELEGATED_SCOPE = 'access_as_user';

/** The claims that make an access token a person's, as Entra ID names them. */
export function personClaims(
  account: WorkAccount,
  { clientId, scope, authTime }: { clientId: string; scope?: string | undefined; authTime?: number },
): Record<string, string | number> {
  return {
    tid: account.tenantId,
    oid: account.objectId,
    preferred_username: account.login,
    name: account.displayName,
    azp: clientId,
    ver: '2.0',
    ...(scope === undefined || scope === '' ? {} : { scp: withoutAudience(scope) }),
    ...(authTime === undefined ? {} : { auth_time: authTime }),
  };
}

/** The claims that make an access token a machine's: application permissions instead of delegated scopes. */
export function machineClaims(machine: MachineAccount): Record<string, string | readonly string[]> {
  return {
    tid: machine.tenantId,
    oid: machine.objectId,
    idtyp: 'app',
    roles: machine.permissions,
    azp: machine.clientId,
    ver: '2.0',
  };
}

/** Clients request `api://skill-link/access_as_user`, the token has `access_as_user`. */
function withoutAudience(scope: string): string {
  return scope
    .split(' ')
    .map((one) => one.slice(one.lastIndexOf('/') + 1))
    .join(' ');
}
