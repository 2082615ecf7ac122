import type { Permission, Role } from './roles.js';

/** Who asks, as the gateway established it and the identity token carries it. */
export type Caller =
  | { kind: 'anonymous' }
  /** A valid token of somebody who is no user here, or no longer one (R2). */
  | { kind: 'unknown-account'; reason?: UnknownAccountReason | undefined }
  | Person
  /** A machine client of one organisation. */
  | { kind: 'machine'; clientId: string; organizationId: string; permissions: readonly Permission[] }
  /** Somebody of the platform's own tenant: acts across organisations, by permission. */
  | { kind: 'operator'; clientId: string; permissions: readonly Permission[] }
  /** The gateway on its own behalf: edge routes and the look-up of callers. */
  | { kind: 'gateway' };

/** Why a work account is not taken for a user of its address: the directory knows that user under another id. */
export const UNKNOWN_ACCOUNT_REASONS = ['directory-mismatch'] as const;
export type UnknownAccountReason = (typeof UNKNOWN_ACCOUNT_REASONS)[number];

/** A signed-in user of one organisation. */
export type Person = {
  kind: 'person';
  userId: string;
  organizationId: string;
  roles: readonly Role[];
  /** The `auth_time` of the work-account token. */
  signedInAt: Date | null;
  /** The token names an actor (`act`): somebody else is using it, so it may neither link nor unlink (R4). */
  delegated: boolean;
  clientId: string | null;
};

/** A stable text for the caller: the scope of idempotency keys and the actor of activity rows. */
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
