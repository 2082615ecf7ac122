import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { MembersContext } from './context.js';

/** A user, whom identity owns: the key, the organisation for the access check, and what this service contributes. */
@Directive('@key(fields: "id")')
@ObjectType('User')
export class UserStub {
  @Field(() => ID)
  id!: string;

  organizationId!: string;

  static of(user: { id: string; organizationId: string }): UserStub {
    return Object.assign(new UserStub(), { id: user.id, organizationId: user.organizationId });
  }
}

/** A user by reference, batched; null for one that no event has told of within the caller's reach. */
export async function resolveUserReference(
  { id }: { id: string },
  { loaders }: MembersContext,
): Promise<UserStub | null> {
  const user = await loaders.userById.load(id);
  return user === null ? null : UserStub.of(user);
}
