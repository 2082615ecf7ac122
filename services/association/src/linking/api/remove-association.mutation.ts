import { Access, allow } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type RemoveAssociationOutcome, removeAssociation } from '../application/remove-association.js';
import type { LinkingContext } from './context.js';
import { linkingPersonFor } from './linking-person.js';
import { AssociationType } from './types/association.type.js';
import { AssociationAllowanceType } from './types/association-allowance.type.js';

@InputType({ description: 'Which link to remove.' })
class RemoveAssociationInput {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;
}

@ObjectType({ description: 'The link has ended; no limit is reset.' })
class RemoveAssociationSuccess {
  @Field(() => AssociationType)
  association!: AssociationType;

  @Field(() => AssociationAllowanceType)
  allowance!: AssociationAllowanceType;
}

@ObjectType({ implements: UserError, description: 'There is no active link of this source.' })
class NotAssociatedError extends UserError {}

const RemoveAssociationResult = createUnionType({
  name: 'RemoveAssociationResult',
  description: 'The association that ended, or that there was none.',
  types: () => [RemoveAssociationSuccess, NotAssociatedError] as const,
});

@Resolver()
export class RemoveAssociationMutation {
  @Mutation(() => RemoveAssociationResult, {
    description: "'Remove access': ends the active link. Always allowed; resets nothing (R5, R26). The person only.",
  })
  @Access(allow('person'))
  async removeAssociation(
    @Arg('input', () => RemoveAssociationInput) { source }: RemoveAssociationInput,
    @Ctx() context: LinkingContext,
  ): Promise<typeof RemoveAssociationResult> {
    const caller = await linkingPersonFor(context, source);
    const { userId, organizationId } = caller;
    const { requestId } = context;
    return present(await removeAssociation(context, { caller, requestId, actor: { userId, organizationId }, source }));
  }
}

function present(outcome: RemoveAssociationOutcome): typeof RemoveAssociationResult {
  switch (outcome.kind) {
    case 'removed':
      return objectOf(RemoveAssociationSuccess, {
        association: AssociationType.fromDomain(outcome.association),
        allowance: AssociationAllowanceType.fromDomain(outcome.association.source, outcome.allowance, false),
      });
    case 'not-associated':
      return objectOf(NotAssociatedError, {
        message:
          'You hold no active link of this learning source, so nothing has to be removed. To link, begin an association.',
      });
  }
}
