import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { UserStub } from '../../members/api/user.type.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkState } from '../domain/link-state.js';
import type { RosterRow } from '../store/roster.store.js';
import { LinkStateEnum } from './roster-enums.type.js';

@ObjectType('RosterEntry', { description: 'A person of an organization, with the state of their links (R34, R35).' })
export class RosterEntryType {
  @Field(() => ID)
  id!: string;

  @Field(() => UserStub, { nullable: true })
  user!: UserStub | null;

  @Field(() => LinkStateEnum)
  state!: LinkState;

  @Field(() => [LearningSourceEnum], {
    description: 'The sources with an active link, also of a person who is leaving.',
  })
  linkedSources!: LearningSource[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first start among the active links.' })
  linkedSince!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a leaver drops out of the report (R21); null for other people.',
  })
  leavesReportAt!: Date | null;

  static fromRow({ userId, organizationId, state, linkedSources, linkedSince, leavesReportAt }: RosterRow) {
    return objectOf(RosterEntryType, {
      id: userId,
      user: UserStub.of(userId, organizationId),
      ...{ state, linkedSources, linkedSince },
      leavesReportAt: state === 'LEAVING' ? leavesReportAt : null,
    });
  }
}

export const { Connection: RosterConnection } = connectionOf(() => RosterEntryType, 'Roster', 'roster entries');
