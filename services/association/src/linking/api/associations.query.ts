import { Access, allow } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments, toConnection } from '@app/subgraph-kit/graphql/connection';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkingContext } from './context.js';
import { linkReaders } from './link-readers.js';
import { AssociationConnection, AssociationType } from './types/association.type.js';

@Resolver(() => UserStub)
export class AssociationsField {
  @FieldResolver(() => AssociationConnection, {
    nullable: true,
    description:
      'All links, active and ended, newest first; first: 1..100, 1..1,000 for programs of the organization. The person, GLOBAL_ADMIN and PARTNER_ADMIN.',
  })
  @Access(allow(...linkReaders))
  async associations(
    @Root() user: UserStub,
    @Arg('first', () => Int) first: number,
    @Ctx() { caller, loaders, cursors }: LinkingContext,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('source', () => LearningSourceEnum, { nullable: true }) source?: LearningSource | null,
  ): Promise<ConnectionOf<AssociationType>> {
    const page = pageArguments(first, after, caller);
    const binding = `associations:${user.organizationId}:${user.id}:${source ?? 'all'}`;
    const list = await loaders.associationsByUser.load({
      userId: user.id,
      source: source ?? null,
      after: page.after === null ? null : placeOf(cursors.decode(binding, page.after)),
      limit: page.first + 1,
    });
    return toConnection({
      rows: list.rows.map(AssociationType.fromDomain),
      page,
      cursorOf: (row) => cursors.encode(binding, [row.startedAt.toISOString(), row.id]),
      totalCount: list.totalCount,
    });
  }
}

function placeOf([startedAt, id]: readonly (string | null)[]): { startedAt: string; id: string } {
  if (!startedAt || !id) throw badUserInput('after: this cursor does not belong to this list. Start again without it.');
  return { startedAt, id };
}
