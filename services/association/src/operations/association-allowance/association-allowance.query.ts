import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { allowance } from '../../domain/allowance.js';
import type { LearningSource } from '../../domain/learning-source.js';
import type { AssociationContext } from '../../graphql/context.js';
import { UserStub } from '../../graphql/stubs/user.stub.js';
import { AssociationAllowanceType } from '../../graphql/types/association-allowance.type.js';
import { LearningSourceEnum } from '../../graphql/types/enums.type.js';
import { startsThatBind } from '../../persistence/allowance.store.js';

@Resolver(() => UserStub)
export class AssociationAllowanceField {
  @FieldResolver(() => AssociationAllowanceType, {
    nullable: true,
    description: 'What the limits leave, readable at any time (R28). The person only; null for anybody else.',
  })
  async associationAllowance(
    @Root() user: UserStub,
    @Arg('source', () => LearningSourceEnum) source: LearningSource,
    @Ctx() { reads, policy, clock }: AssociationContext,
  ): Promise<AssociationAllowanceType> {
    const now = clock.now();
    const { isLinked, ...starts } = await startsThatBind(reads, source, user.id, now);
    return AssociationAllowanceType.fromDomain(source, allowance(starts, policy, now), isLinked);
  }
}
