import { objectOf } from '@app/subgraph-kit/object-of';
import { UserError } from '@app/subgraph-kit/user-error.type';
import { Field, ObjectType } from 'type-graphql';
import { UserType } from './user.type.js';

@ObjectType('UserExistsError', {
  implements: UserError,
  description:
    'Somebody of the organisation, who is not deleted, has this address already. Addresses compare without case.',
})
export class UserExistsError extends UserError {
  @Field(() => UserType)
  user!: UserType;

  /** The refusal with who has the address. */
  static with(user: UserType): UserExistsError {
    const message =
      'Somebody in this organisation has this address already. Go on with that user, or give one of the two another address.';
    return objectOf(UserExistsError, { message, user });
  }
}
