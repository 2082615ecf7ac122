import { Access, allow } from '@app/subgraph-kit/access/access';
import { rateLimited, reauthenticationRequired } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type BeginAssociationOutcome, beginAssociation } from '../application/begin-association.js';
import type { LinkingContext } from './context.js';
import { linkingPersonFor } from './linking-person.js';
import {
  AnotherProfileLinkedError,
  AssociationCoolOffError,
  AssociationLimitError,
  presentRejection,
} from './types/association-rejection.type.js';

@InputType({ description: 'Which learning profile to link, and where the browser goes afterwards.' })
class BeginAssociationInput {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => String, {
    description:
      'An address below one of the registered front ends. The browser returns to it with `flow` and ' +
      '`completion_code`, or with `flow` and `problem`, a value of AssociationFlowProblem in lower case.',
  })
  returnTo!: string;
}

@ObjectType({ description: 'A flow has begun; nothing is linked and nothing is used up yet.' })
class BeginAssociationSuccess {
  @Field(() => ID)
  flowId!: string;

  @Field(() => String, {
    description: 'Single use: the first browser to open it is the only one that can finish the flow.',
  })
  signInUrl!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@ObjectType({ implements: UserError, description: '`returnTo` is not below one of the registered front ends.' })
class ReturnAddressError extends UserError {}

const BeginAssociationResult = createUnionType({
  name: 'BeginAssociationResult',
  description: 'A flow to sign in with, or why no association may start.',
  types: () =>
    [
      BeginAssociationSuccess,
      AssociationCoolOffError,
      AssociationLimitError,
      AnotherProfileLinkedError,
      ReturnAddressError,
    ] as const,
});

@Resolver()
export class BeginAssociationMutation {
  @Mutation(() => BeginAssociationResult, {
    description:
      'Starts linking a learning profile (R1, R4). The signed-in person only, after a sign-in of the last twelve hours: ' +
      'machine, delegated and administrator callers are denied.',
  })
  @Access(allow('person'))
  async beginAssociation(
    @Arg('input', () => BeginAssociationInput) { source, returnTo }: BeginAssociationInput,
    @Ctx() context: LinkingContext,
  ): Promise<typeof BeginAssociationResult> {
    const caller = await linkingPersonFor(context, source);
    const { userId, organizationId, signedInAt } = caller;
    const actor = { userId, organizationId };
    const { requestId } = context;
    return present(
      await beginAssociation(context, { caller, requestId, actor, signedInAt, source, returnTo }),
      context,
    );
  }
}

function present(outcome: BeginAssociationOutcome, { policy }: LinkingContext): typeof BeginAssociationResult {
  switch (outcome.kind) {
    case 'begun': {
      const { flowId, signInUrl, expiresAt } = outcome;
      return objectOf(BeginAssociationSuccess, { flowId, signInUrl, expiresAt });
    }
    case 'return-address':
      return objectOf(ReturnAddressError, {
        message: 'The return address has to be a whole address of one of the registered front ends.',
      });
    case 'signed-in-too-long-ago':
      throw reauthenticationRequired(
        'Linking needs a sign-in with your work account of the last twelve hours. Sign in again, then repeat this.',
      );
    case 'sign-in-time-unknown':
      throw reauthenticationRequired(
        'Linking needs to know when you signed in, and your work account’s sign-in service does not send it (auth_time). ' +
          'Signing in again does not change that: ask the operator of this service to have auth_time sent.',
      );
    case 'too-many-starts':
      throw rateLimited(outcome.retryAfterSeconds, 'You have begun linking too often within an hour.');
    default:
      return presentRejection(outcome, policy);
  }
}
