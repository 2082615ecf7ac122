import { referenceTo } from '@app/subgraph-kit/access/reference';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';

/** The user with this id; null when the tenant scope of the caller has none. */
export async function loadUser(id: string, context: UsersContext): Promise<UserType | null> {
  const user = await context.loaders.userById.load(id);
  return user === null ? null : UserType.fromDomain(user, context);
}

export const UserReference = referenceTo(UserType, ({ id }: { id: unknown }, context: UsersContext) =>
  loadUser(String(id), context),
);
