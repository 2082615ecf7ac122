import type { OrganizationName } from './names.js';
import type { PartnerId } from './partner-id.js';
import type { TenantId } from './tenant-id.js';

export const LEAVER_POLICIES = ['ON_DEACTIVATE', 'ON_DELETE'] as const;

/** The signal that makes a user a leaver: deactivation or deletion, or deletion alone. */
export type LeaverPolicy = (typeof LEAVER_POLICIES)[number];

/** A partner whose users link their learning profiles. Each organization has one tenant. */
export type Organization = {
  readonly id: string;
  readonly version: number;
  readonly name: OrganizationName;
  readonly partnerId: PartnerId;
  readonly tenantId: TenantId;
  readonly leaverPolicy: LeaverPolicy;
  readonly registeredAt: Date;
};
