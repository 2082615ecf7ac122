import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AssociationContext } from '../../context.js';
import { UserStub } from '../../members/api/user.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { allowance } from '../domain/allowance.js';
import { startsThatBind } from '../store/allowance.store.js';
import { AssociationAllowanceType } from './types/association-allowance.type.js';
import { LearningSourceEnum } from './types/enums.type.js';

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
