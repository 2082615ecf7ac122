import { type AccessTable, allow, type Subject, withObject } from '@app/subgraph-kit/access';
import { PERMISSIONS } from '@app/subgraph-kit/roles';
import type { OrganizationStub } from './members/api/organization.stub.js';
import type { PersonReferenceType } from './members/api/person-reference.type.js';
import type { UserStub } from './members/api/user.stub.js';
import { personAndNameReaders, seesNames } from './members/application/audiences.js';

/** Access decisions that do not stand beside their operations yet. */
export const access: AccessTable = {
  Mutation: {
    fields: {
      recordAchievements: allow('achievements:write'), // operators only: see the mutation's subject
      revokeAchievement: allow('achievements:write'),
    },
  },
  Organization: {
    subject: ({ id }: OrganizationStub): Subject => ({ organizationId: id }),
    reference: allow('member', ...PERMISSIONS), // members their own, operators every one
    fields: { id: withObject },
  },
  User: {
    subject: ({ id, organizationId }: UserStub): Subject => ({ organizationId, userId: id }),
    reference: allow('member', ...PERMISSIONS), // a stub says no more than the id that was asked for
    fields: { id: withObject, achievements: personAndNameReaders },
  },
  PersonReference: {
    subject: ({ organizationId, userId }: PersonReferenceType): Subject => ({ organizationId, userId }),
    fields: { personRef: withObject, person: seesNames }, // null without an error
  },
};
