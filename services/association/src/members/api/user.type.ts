import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { MembersContext } from './members-context.js';

/** Identity owns User; this service adds the fields about links (operations). */
@Directive('@key(fields: "id")')
@ObjectType('User')
export class UserStub {
  @Field(() => ID)
  id!: string;

  organizationId!: string;

  static of(id: string, organizationId: string): UserStub {
    return Object.assign(new UserStub(), { id, organizationId });
  }
}

/** The caller's own user is known also before the event about it has arrived. */
export async function resolveUserReference(
  { id }: { id: string },
  { caller, loaders }: MembersContext,
): Promise<UserStub | null> {
  if (caller.kind === 'person' && caller.userId === id) return UserStub.of(id, caller.organizationId);
  const organizationId = await loaders.organizationByUser.load(id);
  return organizationId === null ? null : UserStub.of(id, organizationId);
}
