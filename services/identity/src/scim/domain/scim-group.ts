import type { Role } from '../../users/domain/role.js';

/** A group of the organization's directory. Its roles are those of every member, beside what is granted by hand. */
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
