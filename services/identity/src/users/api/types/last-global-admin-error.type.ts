import { objectOf } from '@app/subgraph-kit/object-of';
import { UserError } from '@app/subgraph-kit/user-error.type';
import { ObjectType } from 'type-graphql';

@ObjectType('LastGlobalAdminError', {
  implements: UserError,
  description:
    'The organisation would be left without a GLOBAL_ADMIN. Whoever has signed in is followed by somebody who has.',
})
export class LastGlobalAdminError extends UserError {
  /** The refusal with its remedy. */
  static tell(): LastGlobalAdminError {
    const message =
      'This is the organisation’s last Global admin. Make somebody else a Global admin, who has signed in, and try again.';
    return objectOf(LastGlobalAdminError, { message });
  }
}
