import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Field, ObjectType } from 'type-graphql';
import { UserType } from './user.type.js';

@ObjectType('UserExistsError', {
  implements: UserError,
  description:
    'Another user of the organization, who is not deleted, has this address. Addresses compare without case.',
})
export class UserExistsError extends UserError {
  @Field(() => UserType)
  user!: UserType;

  /** The error with the user who has the address. */
  static with(user: UserType): UserExistsError {
    const message =
      'A user of this organization has this address already. Go on with that user, or give one of the two another address.';
    return objectOf(UserExistsError, { message, user });
  }
}
