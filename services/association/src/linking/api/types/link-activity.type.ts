import { type ActivityActorKind, actorKindOf } from '@app/subgraph-kit/activity/actor';
import { ActivityActorKindEnum } from '@app/subgraph-kit/activity/actor-kind.type';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { UserStub } from '../../../members/api/user.type.js';
import { LearningSourceEnum } from '../../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import { actorShown, type LinkActivityKind, type ReasonShown, reasonShownTo } from '../../domain/link-activity.js';
import type { ListedLinkActivity } from '../../store/activity-list.store.js';
import { LinkActivityKindEnum, LinkActivityReasonEnum } from './link-activity-enums.type.js';

@ObjectType('LinkActivity', {
  description: 'What happened to a link of a user, or an attempt to link that was rejected or failed (R36).',
})
export class LinkActivityType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened; an expired flow at its expiry.' })
  at!: Date;

  @Field(() => LinkActivityKindEnum)
  kind!: LinkActivityKind;

  @Field(() => LinkActivityReasonEnum, {
    nullable: true,
    description:
      'Why an attempt was rejected or failed; null for other kinds. Which limit rejected it is for the person alone.',
  })
  reason!: ReasonShown | null;

  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => UserStub, { nullable: true, description: 'Whose link it is or would have been.' })
  user!: UserStub | null;

  @Field(() => String, {
    description:
      'Who asked for it: `person:<id>`, `machine:<organization>:<client>`, `operator:<client>`, `browser`, or a job as ' +
      '`system:<name>`; `another-person` for a person who presented a code that is not theirs.',
  })
  actor!: string;

  @Field(() => ActivityActorKindEnum)
  actorKind!: ActivityActorKind;

  @Field(() => String, {
    nullable: true,
    description: 'The program through which it was asked for, as its token names it; null where none is known.',
  })
  client!: string | null;

  @Field(() => String, { description: 'The id of the request, which is in the logs too.' })
  requestId!: string;

  /** Maps an entry to what this caller may see of it. */
  static from(entry: ListedLinkActivity, caller: Caller): LinkActivityType {
    const { id, at, kind, source, userId, organizationId, requestId } = entry;
    const { actor, client } = actorShown(entry);
    return objectOf(LinkActivityType, {
      ...{ id, at, kind, source, actor, client, requestId },
      reason: reasonShownTo(caller.kind === 'person' ? caller.userId : null, entry),
      user: UserStub.of(userId, organizationId),
      actorKind: actorKindOf(entry.actor),
    });
  }
}

export const { Connection: LinkActivityConnection } = connectionOf(
  () => LinkActivityType,
  'LinkActivity',
  'activity of links',
);
