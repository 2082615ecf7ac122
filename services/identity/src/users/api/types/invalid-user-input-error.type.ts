import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Field, ObjectType } from 'type-graphql';
import type { InvalidInput } from '../../../dependencies.js';

@ObjectType('InvalidUserInputError', {
  implements: UserError,
  description: 'A rejected value; `field` is the path into `input`.',
})
export class InvalidUserInputError extends UserError {
  @Field(() => String)
  field!: string;

  /** Maps a rejected value to its error. */
  static from({ field, message }: InvalidInput): InvalidUserInputError {
    return objectOf(InvalidUserInputError, { field, message });
  }
}
