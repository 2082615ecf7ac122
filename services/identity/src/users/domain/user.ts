import type { DisplayName } from '../../organizations/domain/names.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import type { EmailAddress } from './email-address.js';
import type { Role } from './role.js';
import type { WorkProfile } from './work-profile.js';

export const USER_STATUSES = ['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'] as const;

export type UserStatus = (typeof USER_STATUSES)[number];

/** The facts that a status follows from; it is stored nowhere. */
export type StatusFacts = {
  readonly firstSignedInAt: Date | null;
  readonly deactivatedAt: Date | null;
  readonly deletedAt: Date | null;
};

/** A person of an organisation. Who it is, is the organisation's tenant and `objectId`, never the address. */
export type User = StatusFacts &
  WorkProfile & {
    readonly id: string;
    readonly version: number;
    readonly organizationId: string;
    readonly email: EmailAddress;
    readonly displayName: DisplayName;
    /** All roles: those granted by hand and those of the user's groups. */
    readonly roles: readonly Role[];
    readonly grantedRoles: readonly Role[];
    readonly groupRoles: readonly Role[];
    /** The person's `oid`; null until the first sign-in. */
    readonly objectId: string | null;
    readonly invitedAt: Date;
    /** The last invitation, first or repeated. */
    readonly invitationSentAt: Date | null;
    /** Somebody who was deleted is invited once more, and has not come yet. Whose object id it is, it still is. */
    readonly invitedAgain: boolean;
    /** The signal that decides when this person leaves the report (R21); null for who stays. Being invited again takes it back for who comes. */
    readonly leavingSince: Date | null;
    /** The signals behind the offboardings that took effect before this person came back, oldest first. */
    readonly pastOffboardings: readonly Date[];
    /** The organisation's policy, which decides when this person leaves the report. */
    readonly leaverPolicy: LeaverPolicy;
  };

/** Deletion outweighs deactivation, which outweighs everything else; whoever has signed in is no longer invited. */
export function userStatus(facts: StatusFacts): UserStatus {
  if (facts.deletedAt !== null) return 'DELETED';
  if (facts.deactivatedAt !== null) return 'DEACTIVATED';
  return facts.firstSignedInAt === null ? 'INVITED' : 'ACTIVE';
}
