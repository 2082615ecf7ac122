import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Field, Int, ObjectType } from 'type-graphql';
import type { AssociationRejection } from '../../domain/decide-association.js';
import type { AssociationPolicy } from '../../domain/policy.js';
import { rejectionText } from '../../domain/rejection-text.js';
import { AssociationType } from './association.type.js';

@ObjectType({ implements: UserError, description: 'The cool-off since the previous association is not over (R25).' })
export class AssociationCoolOffError extends UserError {
  @Field(() => DateTimeScalar)
  nextAssociationAt!: Date;
}

@ObjectType({ implements: UserError, description: 'The associations of the year are used up (R24).' })
export class AssociationLimitError extends UserError {
  @Field(() => DateTimeScalar)
  nextAssociationAt!: Date;

  @Field(() => Int)
  limit!: number;

  @Field(() => Int)
  used!: number;
}

@ObjectType({
  implements: UserError,
  description: 'The person holds an active link of this source and must remove access first (R8).',
})
export class AnotherProfileLinkedError extends UserError {
  @Field(() => AssociationType)
  association!: AssociationType;
}

export type AssociationRejectionError = AssociationCoolOffError | AssociationLimitError | AnotherProfileLinkedError;

/** The error of the API for a rejection by the rules. */
export function presentRejection(
  rejection: AssociationRejection,
  policy: AssociationPolicy,
): AssociationRejectionError {
  const message = rejectionText(rejection, policy);
  switch (rejection.kind) {
    case 'cool-off': {
      const { nextAssociationAt } = rejection;
      return objectOf(AssociationCoolOffError, { message, nextAssociationAt });
    }
    case 'limit-reached': {
      const { nextAssociationAt, limit, used } = rejection;
      return objectOf(AssociationLimitError, { message, nextAssociationAt, limit, used });
    }
    case 'another-profile-linked': {
      const association = AssociationType.fromDomain(rejection.association);
      return objectOf(AnotherProfileLinkedError, { message, association });
    }
  }
}
