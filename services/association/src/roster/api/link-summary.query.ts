import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.type.js';
import type { RosterContext } from './context.js';
import { rosterReaders } from './roster-readers.js';

@ObjectType({ description: 'The number of people on the roster in each state; together they are its members.' })
export class LinkSummary {
  @Field(() => Int)
  members!: number;

  @Field(() => Int)
  linked!: number;

  @Field(() => Int)
  notLinked!: number;

  @Field(() => Int)
  invitationPending!: number;

  @Field(() => Int)
  leaving!: number;
}

@Resolver(() => OrganizationStub)
export class LinkSummaryField {
  @FieldResolver(() => LinkSummary, {
    nullable: true,
    description: 'The roster in numbers, as of now. For the same callers as roster.',
  })
  @Access(rosterReaders)
  async linkSummary(@Root() { id }: OrganizationStub, @Ctx() { loaders }: RosterContext): Promise<LinkSummary> {
    const counts = await loaders.linkSummary.load(id);
    return objectOf(LinkSummary, {
      members: [...counts.values()].reduce((sum, count) => sum + count, 0),
      linked: counts.get('LINKED') ?? 0,
      notLinked: counts.get('NOT_LINKED') ?? 0,
      invitationPending: counts.get('INVITATION_PENDING') ?? 0,
      leaving: counts.get('LEAVING') ?? 0,
    });
  }
}
