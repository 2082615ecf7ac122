import { Access, allow } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type ConfirmAssociationOutcome, confirmAssociation } from '../application/confirm-association.js';
import type { LinkingContext } from './context.js';
import { linkingPerson } from './linking-person.js';
import { AssociationType } from './types/association.type.js';
import { AssociationAllowanceType } from './types/association-allowance.type.js';
import { AssociationFlowError } from './types/association-flow-error.type.js';
import {
  AnotherProfileLinkedError,
  AssociationCoolOffError,
  AssociationLimitError,
  presentRejection,
} from './types/association-rejection.type.js';

@InputType({ description: 'Which flow to commit, with the code that the browser received.' })
class ConfirmAssociationInput {
  @Field(() => ID)
  flowId!: string;

  @Field(() => String)
  completionCode!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The profile is linked to the person’s organization, and to no other.' })
class ConfirmAssociationSuccess {
  @Field(() => AssociationType)
  association!: AssociationType;

  @Field(() => AssociationAllowanceType)
  allowance!: AssociationAllowanceType;
}

const ConfirmAssociationResult = createUnionType({
  name: 'ConfirmAssociationResult',
  description: 'The association, or why it was not made.',
  types: () =>
    [
      ConfirmAssociationSuccess,
      AssociationCoolOffError,
      AssociationLimitError,
      AnotherProfileLinkedError,
      AssociationFlowError,
    ] as const,
});

@Resolver()
export class ConfirmAssociationMutation {
  @Mutation(() => ConfirmAssociationResult, {
    description:
      'Commits a proven flow, with the code that the browser received. An association elsewhere ends at the same ' +
      'instant (R10). Confirming the same flow again returns the same result. The person of the flow only.',
  })
  @Access(allow('person'))
  async confirmAssociation(
    @Arg('input', () => ConfirmAssociationInput) input: ConfirmAssociationInput,
    @Ctx() context: LinkingContext,
  ): Promise<typeof ConfirmAssociationResult> {
    const caller = linkingPerson(context);
    const { flowId, completionCode, idempotencyKey = null } = input;
    const { requestId } = context;
    const command = { caller, requestId, actor: caller, flowId, completionCode, idempotencyKey };
    return present(await confirmAssociation(context, command), context);
  }
}

function present(outcome: ConfirmAssociationOutcome, { policy }: LinkingContext): typeof ConfirmAssociationResult {
  switch (outcome.kind) {
    case 'confirmed':
      return objectOf(ConfirmAssociationSuccess, {
        association: AssociationType.fromDomain(outcome.association),
        allowance: AssociationAllowanceType.fromDomain(outcome.association.source, outcome.allowance, true),
      });
    case 'flow-problem':
      return AssociationFlowError.of(outcome.problem, outcome.source);
    default:
      return presentRejection(outcome, policy);
  }
}
