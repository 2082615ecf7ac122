import { Access, allowSilently } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { allowance } from '../domain/allowance.js';
import { limitingStarts } from '../store/allowance.store.js';
import type { LinkingContext } from './context.js';
import { AssociationAllowanceType } from './types/association-allowance.type.js';

@Resolver(() => UserStub)
export class AssociationAllowanceField {
  @FieldResolver(() => AssociationAllowanceType, {
    nullable: true,
    description: 'What the limits leave, readable at any time (R28). The person only; null for other callers.',
  })
  @Access(allowSilently('self'))
  async associationAllowance(
    @Root() user: UserStub,
    @Arg('source', () => LearningSourceEnum) source: LearningSource,
    @Ctx() { reads, policy, clock }: LinkingContext,
  ): Promise<AssociationAllowanceType> {
    const now = clock.now();
    const { isLinked, ...starts } = await limitingStarts(reads, source, user.id, now);
    return AssociationAllowanceType.fromDomain(source, allowance(starts, policy, now), isLinked);
  }
}
