import { Access } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { UserStub } from '../../members/api/user.stub.js';
import { personAndNameReaders } from '../../members/application/audiences.js';
import { AchievementConnection, AchievementType } from './achievement.type.js';
import type { AchievementsContext } from './context.js';

@Resolver(() => UserStub)
export class UserAchievementsQuery {
  @FieldResolver(() => AchievementConnection, {
    nullable: true,
    description:
      'Achievements of the currently linked profiles, newest first. first: 1..100, 1..1,000 for programs of the ' +
      'organization. Visible to the person and to callers who see credits with names.',
  })
  @Access(personAndNameReaders)
  async achievements(
    @Root() { id }: UserStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { caller, cursors, loaders, rules, now }: AchievementsContext,
  ): Promise<ConnectionOf<AchievementType>> {
    const page = pageArguments(first, after, caller);
    const list = `achievements:${id}`;
    const position = page.after === null ? null : cursors.decode(list, page.after);
    const rows = await loaders.achievementPages.page(id, {
      limit: page.first,
      after: position === null ? null : [position[0] ?? '', position[1] ?? ''],
    });
    return mapPage({
      rows,
      page,
      cursorOf: (row) => cursors.encode(list, [row.achievedAt.toISOString(), row.id]),
      show: (row) => AchievementType.from(row, { catalog: rules.catalog, now }),
      total: () => loaders.achievementPages.total(id),
    });
  }
}
