import type { Role } from '../../users/domain/role.js';

/** A group of the organization's directory. Its members have its roles in addition to those granted by hand. */
export type ScimGroup = {
  readonly id: string;
  readonly organizationId: string;
  readonly version: number;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  readonly changedAt: Date;
};
