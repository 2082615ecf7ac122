import { Access, allow, Subject, withObject } from '@app/subgraph-kit/access/access';
import { referenceTo } from '@app/subgraph-kit/access/reference';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { MembersContext } from './context.js';

/** A user, owned by identity: the key, the organization for the access check, and the fields of this service. */
@Directive('@key(fields: "id")')
@ObjectType('User')
@Subject<UserStub>(({ id, organizationId }) => ({ organizationId, userId: id }), {
  // A stub contains the id that was asked for.
  reference: allow('member', ...PERMISSIONS),
})
export class UserStub {
  @Access(withObject)
  @Field(() => ID)
  id!: string;

  organizationId!: string;

  static of(user: { id: string; organizationId: string }): UserStub {
    return objectOf(UserStub, { id: user.id, organizationId: user.organizationId });
  }
}

/** A user by reference, batched; null when no event about the user arrived within the tenant scope. */
export const UserReference = referenceTo(UserStub, async ({ id }: { id: string }, { loaders }: MembersContext) => {
  const user = await loaders.userById.load(id);
  return user === null ? null : UserStub.of(user);
});
