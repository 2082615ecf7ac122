import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import type { CreditsContext } from './context.js';

@ObjectType('Recalculation', {
  description: 'Rule data changed, and not all results are recalculated yet.',
})
class RecalculationType {
  @Field(() => Int, { description: 'People of the organization whose credentials are still to be recalculated.' })
  peopleLeft!: number;
}

@Resolver(() => OrganizationStub)
export class OrganizationRecalculationQuery {
  @FieldResolver(() => RecalculationType, {
    nullable: true,
    description:
      'While it is not null, scores, credits, contributions and forecasts may disagree with each other, and the next ' +
      'Skills Report waits. Null when all of them are derived from the rule data in force. For the same callers as ' +
      'designations.',
  })
  @Access(creditReaders)
  async recalculation(
    @Root() { id }: OrganizationStub,
    @Ctx() { loaders }: CreditsContext,
  ): Promise<RecalculationType | null> {
    const peopleLeft = await loaders.outdated.load(id);
    return peopleLeft === 0 ? null : objectOf(RecalculationType, { peopleLeft });
  }
}
