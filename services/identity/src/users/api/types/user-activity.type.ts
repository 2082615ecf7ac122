import { visibleTo } from '@app/subgraph-kit/access/access';
import { type ActivityActorKind, actorKindOf, userOfActor } from '@app/subgraph-kit/activity/actor';
import { ActivityActorKindEnum } from '@app/subgraph-kit/activity/actor-kind.type';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { UserActivityKind, UserRefusalReason } from '../../domain/user-activity.js';
import type { ListedUserActivity } from '../../store/user-activity-list.store.js';
import type { UsersContext } from '../context.js';
import { loadUser } from '../user.reference.js';
import { UserType } from './user.type.js';
import { UserActivityKindEnum, UserActivityReasonEnum } from './user-activity-enums.type.js';

@ObjectType('UserActivity', { description: 'What happened to a user, or an attempt that was rejected (R36).' })
export class UserActivityType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => UserActivityKindEnum)
  kind!: UserActivityKind | 'REFUSED';

  @Field(() => UserActivityReasonEnum, { nullable: true, description: 'Why an attempt was rejected; else null.' })
  reason!: UserRefusalReason | null;

  @Field(() => UserActivityKindEnum, {
    nullable: true,
    description: 'What a rejected attempt would have done; null where a directory asked, and for other kinds.',
  })
  attempted!: UserActivityKind | null;

  userId!: string | null;

  @Field(() => String, {
    description:
      'Who asked for it: `person:<id>`, `machine:<organization>:<client>`, `operator:<client>`, `scim:<token>`, or a ' +
      'part of the service such as `sign-in`.',
  })
  actor!: string;

  @Field(() => ActivityActorKindEnum)
  actorKind!: ActivityActorKind;

  @Field(() => String, {
    nullable: true,
    description:
      'The program through which it was asked for, as its token names it; for a directory the label of its token. Null ' +
      'where none is known.',
  })
  client!: string | null;

  @Field(() => String, { description: 'The id of the request, which is in the logs too.' })
  requestId!: string;

  @Field(() => UserType, {
    nullable: true,
    description: 'The user; null for a rejected attempt that was about no user.',
  })
  async user(@Ctx() context: UsersContext): Promise<UserType | null> {
    return this.userId === null ? null : visibleTo(context.caller, await loadUser(this.userId, context));
  }

  @Field(() => UserType, {
    nullable: true,
    description: 'The user who asked for it; null when it was no user, or one whom the caller may not see.',
  })
  async actorUser(@Ctx() context: UsersContext): Promise<UserType | null> {
    const id = userOfActor(this.actor);
    return id !== null && isUuid(id) ? visibleTo(context.caller, await loadUser(id, context)) : null;
  }

  /** Maps an entry to its object type. */
  static from(entry: ListedUserActivity): UserActivityType {
    const { id, at, kind, reason, attempted, userId, actor, client, requestId } = entry;
    return objectOf(UserActivityType, {
      ...{ id, at, kind, reason, attempted, userId, actor, client, requestId },
      actorKind: actorKindOf(actor),
    });
  }
}

export const { Connection: UserActivityConnection } = connectionOf(
  () => UserActivityType,
  'UserActivity',
  'activity of users',
);
