import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { ObjectType } from 'type-graphql';

@ObjectType('LastGlobalAdminError', {
  implements: UserError,
  description: 'The organization would be left without a GLOBAL_ADMIN, or without one who has signed in.',
})
export class LastGlobalAdminError extends UserError {
  /** The error with its next step. */
  static create(): LastGlobalAdminError {
    const message =
      'This is the organization’s last Global admin. Make another user a Global admin, who has signed in, and try again.';
    return objectOf(LastGlobalAdminError, { message });
  }
}
