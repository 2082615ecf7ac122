import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { MembersContext } from './context.js';

/** A user, owned by identity: the key, the organization for the access check, and the fields of this service. */
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

/** A user by reference, batched; null when no event about the user arrived within the tenant scope. */
export async function resolveUserReference(
  { id }: { id: string },
  { loaders }: MembersContext,
): Promise<UserStub | null> {
  const user = await loaders.userById.load(id);
  return user === null ? null : UserStub.of(user);
}
