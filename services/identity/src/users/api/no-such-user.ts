import { badUserInput } from '@app/subgraph-kit/graphql/errors';

/** The error for an `input.userId` without a user in the tenant scope. */
export function noSuchUser() {
  return badUserInput('input.userId: there is no user with this id; Organization.users lists those there are.');
}
