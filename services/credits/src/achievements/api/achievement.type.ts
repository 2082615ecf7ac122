import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar, DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { LearningSourceEnum } from '../../catalog/api/catalog-enums.type.js';
import { CredentialType } from '../../catalog/api/credential.type.js';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { dayOf, unlessNever } from '../../values/domain/day.js';
import type { ListedAchievement } from '../store/achievement-list.store.js';
import { AchievementStatusEnum } from './achievement-status.type.js';

type AchievementStatus = keyof typeof AchievementStatusEnum;

@ObjectType('Achievement', {
  description: 'A credential that a person achieved, renewals included, as the learning source reported it.',
})
export class AchievementType {
  @Field(() => ID)
  id!: string;

  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => DateTimeScalar)
  achievedAt!: Date;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it is valid. Null when it never expires.',
  })
  expiresOn!: string | null;

  @Field(() => AchievementStatusEnum)
  status!: AchievementStatus;

  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => DateTimeScalar)
  recordedAt!: Date;

  static from(row: ListedAchievement, { catalog, now }: { catalog: Catalog; now: Date }): AchievementType {
    const { id, achievedAt, expiresOn, source, recordedAt } = row;
    const credential = CredentialType.of(catalog, row.credentialCode);
    return objectOf(AchievementType, {
      id,
      credential,
      achievedAt,
      expiresOn: unlessNever(expiresOn),
      status: statusOf(row, now),
      source,
      recordedAt,
    });
  }
}

function statusOf({ revokedAt, expiresOn }: ListedAchievement, now: Date): AchievementStatus {
  if (revokedAt !== null && revokedAt <= now) return 'REVOKED';
  return expiresOn !== null && expiresOn < dayOf(now) ? 'EXPIRED' : 'ACTIVE';
}

export const { Connection: AchievementConnection } = connectionOf(() => AchievementType, 'Achievement');
