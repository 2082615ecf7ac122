import { badUserInput } from '@app/subgraph-kit/errors';

/** The refusal of an `input.userId` that names nobody within the caller's reach. */
export function noSuchUser() {
  return badUserInput('input.userId: there is no user with this id; Organization.users lists those there are.');
}
