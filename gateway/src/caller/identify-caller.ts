import { isPermission, OPERATOR_PERMISSIONS, type Permission } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { forbidden, serviceUnavailable, unauthenticated } from '@app/subgraph-kit/graphql/errors';
import type { Logger } from 'pino';
import type { CallerDirectory } from './caller-directory.js';
import { missingAuthTimeLog } from './missing-auth-time.js';
import type { WorkClaims } from './work-token.js';

const DELEGATED_SCOPE = 'access_as_user';

/**
 * Identifies the caller that the claims of a verified work-account token name; throws the coded error that rejects the
 * whole request.
 */
export type IdentifyCaller = (claims: WorkClaims, requestId: string) => Promise<Caller>;

/** Identifies callers by the directory. */
export function identifyCaller(source: {
  directory: CallerDirectory;
  platformTenantId: string;
  log: Logger;
  milliseconds(): number;
}): IdentifyCaller {
  const { directory, log } = source;
  const missingAuthTime = missingAuthTimeLog(log, source.milliseconds);
  const platformTenantId = source.platformTenantId.toLowerCase();

  return async (claims, requestId) => {
    const machine = claims.idtyp === 'app';
    if (!machine && !claims.scp.split(' ').includes(DELEGATED_SCOPE))
      throw forbidden(`A person's token needs the scope ${DELEGATED_SCOPE}. Sign in again and ask for it.`);
    if (claims.tid.toLowerCase() === platformTenantId)
      return {
        kind: 'operator',
        clientId: machine ? clientOf(claims) : accountOf(claims),
        permissions: granted(claims),
      };
    return machine ? machineOf(claims, requestId) : personOf(claims, requestId);
  };

  async function personOf(claims: WorkClaims, requestId: string): Promise<Caller> {
    const found = await known(claims, requestId, false);
    if (found.caller !== 'user')
      return { kind: 'unknown-account', ...(found.caller === 'none' && found.reason && { reason: found.reason }) };
    if (claims.auth_time === undefined) missingAuthTime(claims.iss, requestId);
    return {
      kind: 'person',
      userId: found.userId,
      organizationId: found.organizationId,
      roles: found.roles,
      signedInAt: claims.auth_time === undefined ? null : new Date(claims.auth_time * 1000),
      delegated: claims.act !== undefined && claims.act !== null,
      clientId: claims.azp ?? claims.appid ?? claims.client_id ?? null,
    };
  }

  async function machineOf(claims: WorkClaims, requestId: string): Promise<Caller> {
    const found = await known(claims, requestId, true);
    if (found.caller !== 'organization') return { kind: 'unknown-account' };
    return {
      kind: 'machine',
      clientId: clientOf(claims),
      organizationId: found.organizationId,
      permissions: granted(claims).filter((permission) => !OPERATOR_PERMISSIONS.includes(permission)),
    };
  }

  async function known(claims: WorkClaims, requestId: string, machine: boolean) {
    const account = {
      tenantId: claims.tid,
      objectId: machine ? (claims.oid ?? clientOf(claims)) : accountOf(claims),
      preferredUsername: claims.preferred_username ?? null,
      machine,
    };
    try {
      return await directory(account, requestId);
    } catch (error) {
      log.warn({ requestId, reason: (error as Error).message }, 'the identity service does not identify the caller');
      throw serviceUnavailable('Who you are cannot be looked up just now. Try again in a moment.');
    }
  }
}

function clientOf(claims: WorkClaims): string {
  const client = claims.azp ?? claims.appid ?? claims.client_id ?? claims.sub;
  if (client === undefined) throw unauthenticated("The token names no client (azp): it is no machine's token.");
  return client;
}

/** A person is identified by (tid, oid), never by an address. */
function accountOf(claims: WorkClaims): string {
  if (claims.oid === undefined) throw unauthenticated('The token names no account (oid).');
  return claims.oid;
}

function granted(claims: WorkClaims): Permission[] {
  return [...new Set(claims.roles)].filter(isPermission);
}
