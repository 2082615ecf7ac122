import type { Permission, Role } from '../access/roles.js';

/** The caller of a request, established by the gateway and carried by the identity token. */
export type Caller =
  | { kind: 'anonymous' }
  /** A valid token of an account without an active user (R2). */
  | { kind: 'unknown-account'; reason?: UnknownAccountReason | undefined }
  | Person
  /** A machine client of one organization. */
  | { kind: 'machine'; clientId: string; organizationId: string; permissions: readonly Permission[] }
  /** An account of the platform's own tenant: acts across organizations by permission. */
  | { kind: 'operator'; clientId: string; permissions: readonly Permission[] }
  /** The gateway itself: edge routes and the look-up of callers. */
  | { kind: 'gateway' };

/** Why a work account does not match the user with its address: the directory has that user under another id. */
export const UNKNOWN_ACCOUNT_REASONS = ['directory-mismatch'] as const;
export type UnknownAccountReason = (typeof UNKNOWN_ACCOUNT_REASONS)[number];

/** A signed-in user of one organization. */
export type Person = {
  kind: 'person';
  userId: string;
  organizationId: string;
  roles: readonly Role[];
  /** The `auth_time` of the work-account token. */
  signedInAt: Date | null;
  /** The token has an actor (`act`): another party uses it, so that it may neither link nor unlink (R4). */
  delegated: boolean;
  clientId: string | null;
};

/** A stable text for the caller: scope of idempotency keys and actor of activity rows. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'person':
      return `person:${caller.userId}`;
    case 'machine':
      return `machine:${caller.organizationId}:${caller.clientId}`;
    case 'operator':
      return `operator:${caller.clientId}`;
    default:
      return caller.kind;
  }
}
