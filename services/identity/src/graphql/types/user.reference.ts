import type { IdentityContext } from '../context.js';
import { UserType } from './user.type.js';

/** User by reference, batched; who may have it stands in the access table. */
export async function resolveUserReference({ id }: { id: string }, context: IdentityContext): Promise<UserType | null> {
  const user = await context.loaders.userById.load(id);
  return user === null ? null : UserType.fromDomain(user, context);
}
