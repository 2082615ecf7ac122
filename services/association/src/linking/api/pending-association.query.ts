import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type PendingAssociationOutcome, pendingAssociation } from '../application/pending-association.js';
import type { AssociationDecision } from '../domain/decide-association.js';
import type { LinkingContext } from './context.js';
import { linkingPerson } from './linking-person.js';
import { AssociationAllowanceType } from './types/association-allowance.type.js';
import { AssociationFlowError } from './types/association-flow-error.type.js';
import { presentRejection } from './types/association-rejection.type.js';
import { type PendingEffect, PendingEffectEnum } from './types/enums.type.js';

@ObjectType({ description: 'What confirming a proven flow would do; showing it changes nothing.' })
class PendingAssociation {
  @Field(() => ID)
  flowId!: string;

  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => String)
  profileId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The account that signed in, as the learning source names it: name, sign-in name or both. Null when the source ' +
      'sends none. For the owner of the flow; erased when the flow is over.',
  })
  accountName!: string | null;

  @Field(() => OrganizationStub, { nullable: true })
  organization!: OrganizationStub | null;

  @Field(() => PendingEffectEnum)
  effect!: PendingEffect;

  @Field(() => UserError, { nullable: true, description: 'What confirming would return, where effect is REFUSED.' })
  refusal!: UserError | null;

  @Field(() => Boolean, {
    description:
      'True when the profile is linked to another organization, whose link ends by confirming. Never says which.',
  })
  endsAssociationElsewhere!: boolean;

  @Field(() => AssociationAllowanceType)
  allowanceAfter!: AssociationAllowanceType;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

const PendingAssociationResult = createUnionType({
  name: 'PendingAssociationResult',
  description: 'What confirming would do, or why the flow cannot be shown.',
  types: () => [PendingAssociation, AssociationFlowError] as const,
});

@Resolver()
export class PendingAssociationQuery {
  @Query(() => PendingAssociationResult, {
    nullable: true,
    description: 'What confirming would do. The owner of the flow only, with the completion code.',
  })
  @Access(allow('person'))
  async pendingAssociation(
    @Arg('flowId', () => ID) flowId: string,
    @Arg('completionCode', () => String) completionCode: string,
    @Ctx() context: LinkingContext,
  ): Promise<typeof PendingAssociationResult> {
    const caller = linkingPerson(context);
    const { requestId } = context;
    return present(
      await pendingAssociation(context, { caller, requestId, actor: caller, flowId, completionCode }),
      context,
    );
  }
}

const EFFECTS: Record<AssociationDecision['kind'], PendingEffect> = {
  associate: 'NEW',
  move: 'MOVE',
  reinstate: 'REINSTATE',
  'already-linked': 'ALREADY_LINKED',
  'cool-off': 'REFUSED',
  'limit-reached': 'REFUSED',
  'another-profile-linked': 'REFUSED',
};

function present(outcome: PendingAssociationOutcome, { policy }: LinkingContext): typeof PendingAssociationResult {
  if (outcome.kind === 'flow-problem') return AssociationFlowError.of(outcome.problem, outcome.source);
  const { flowId, source, profileId, accountName, organizationId, decision, allowanceAfter, expiresAt } = outcome;
  return objectOf(PendingAssociation, {
    flowId,
    source,
    profileId,
    accountName,
    organization: OrganizationStub.of(organizationId),
    effect: EFFECTS[decision.kind],
    refusal: rejectionOf(decision, policy),
    endsAssociationElsewhere: decision.kind === 'move' && decision.elsewhere,
    allowanceAfter: AssociationAllowanceType.fromDomain(source, allowanceAfter, isLinkedAfter(decision)),
    expiresAt,
  });
}

function isLinkedAfter({ kind }: AssociationDecision): boolean {
  return kind !== 'cool-off' && kind !== 'limit-reached';
}

function rejectionOf(decision: AssociationDecision, policy: LinkingContext['policy']): UserError | null {
  switch (decision.kind) {
    case 'cool-off':
    case 'limit-reached':
    case 'another-profile-linked':
      return presentRejection(decision, policy);
    default:
      return null;
  }
}
