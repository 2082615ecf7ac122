import { Access, allow } from '@app/subgraph-kit/access/access';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkingContext } from './context.js';
import { linkReaders } from './link-readers.js';
import { AssociationType } from './types/association.type.js';

@Resolver(() => UserStub)
export class ActiveAssociationField {
  @FieldResolver(() => AssociationType, {
    nullable: true,
    description: 'The active link of this source (R8). The person, GLOBAL_ADMIN and PARTNER_ADMIN.',
  })
  @Access(allow(...linkReaders))
  async activeAssociation(
    @Root() user: UserStub,
    @Arg('source', () => LearningSourceEnum) source: LearningSource,
    @Ctx() { loaders }: LinkingContext,
  ): Promise<AssociationType | null> {
    const association = await loaders.activeAssociation.load({ userId: user.id, source });
    return association === null ? null : AssociationType.fromDomain(association);
  }
}
