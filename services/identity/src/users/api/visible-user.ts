import { allows } from '@app/subgraph-kit/access';
import { access } from '../../access.js';
import type { UsersContext } from './context.js';
import type { UserType } from './types/user.type.js';

/** The user, for whoever may have them; null otherwise, as if absent. */
export function visibleUser(user: UserType | null, { caller }: UsersContext): UserType | null {
  const { reference, subject } = access.User;
  return user !== null && allows(reference, caller, subject(user)) ? user : null;
}
