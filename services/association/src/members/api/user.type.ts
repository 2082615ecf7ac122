import { Access, allow, Subject, withObject } from '@app/subgraph-kit/access/access';
import { referenceTo } from '@app/subgraph-kit/access/reference';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { MembersContext } from './context.js';

/** Callers who get users from identity, and so may ask for their fields here; each field has its own decision. */
const userReaders = allow(
  ...(['self', 'GLOBAL_ADMIN', 'PARTNER_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN'] as const),
  ...(['EXECUTIVE_REPORT_VIEWER', 'users:read', 'users:write', 'organizations:write', 'reports:read.pii'] as const),
);

/** The entity of identity; areas of this service add fields about its links. */
@Directive('@key(fields: "id")')
@ObjectType('User')
@Subject<UserStub>((user) => ({ organizationId: user.organizationId, userId: user.id }), { reference: userReaders })
export class UserStub {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  organizationId!: string;

  static of(id: string, organizationId: string): UserStub {
    return objectOf(UserStub, { id, organizationId });
  }
}

/** A user of the projection. The caller's own user is also found before its event has arrived. */
export const UserReference = referenceTo(
  UserStub,
  async ({ id }: { id: string }, { caller, loaders }: MembersContext) => {
    if (caller.kind === 'person' && caller.userId === id) return UserStub.of(id, caller.organizationId);
    const organizationId = await loaders.organizationByUser.load(id);
    return organizationId === null ? null : UserStub.of(id, organizationId);
  },
);
