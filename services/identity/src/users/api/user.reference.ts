import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';

/** User by reference, batched; who may have it stands in the access table. */
export async function resolveUserReference({ id }: { id: unknown }, context: UsersContext): Promise<UserType | null> {
  const user = await context.loaders.userById.load(String(id));
  return user === null ? null : UserType.fromDomain(user, context);
}
