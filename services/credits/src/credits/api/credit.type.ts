import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { AchievementType } from '../../achievements/api/achievement.type.js';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { UserStub } from '../../members/api/user.stub.js';
import { seesNames } from '../../members/application/audiences.js';
import { type CreditState, type Standing, standingOf } from '../domain/credit.js';
import type { ListedCredit } from '../store/credit-list.store.js';
import { CreditStateEnum } from './credit-enums.type.js';

@ObjectType('Credit', { description: 'An achievement of a person that an organization may count.' })
@Subject<CreditType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class CreditType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(seesNames)
  person!: UserStub | null;

  @Field(() => ID, {
    description: 'Stable name of the person within the organization, for callers who may not see names.',
  })
  @Access(withObject)
  personRef!: string;

  @Field(() => OrganizationStub, { nullable: true })
  @Access(withObject)
  organization!: OrganizationStub | null;

  @Field(() => AchievementType)
  @Access(withObject)
  achievement!: AchievementType;

  @Field(() => CreditStateEnum)
  @Access(withObject)
  state!: CreditState;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  associatedAt!: Date;

  @Field(() => DateTimeScalar, {
    description:
      'When it is counted at the latest: CREDIT_DEADLINE_DAYS, by default ten days, after the later of ' +
      'achievement and association (R16).',
  })
  @Access(withObject)
  expectedBy!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the credit was counted. Null while pending.' })
  @Access(withObject)
  countedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the credit drops because the person left; null otherwise.',
  })
  @Access(withObject)
  dropsAt!: Date | null;

  userId!: string;
  organizationId!: string;
  achievementId!: string;
  credentialCode!: string;
  standing!: Standing;

  static from(row: ListedCredit, terms: { catalog: Catalog; named: ReadonlySet<string>; now: Date }): CreditType {
    const { catalog, named, now } = terms;
    const { id, userId, organizationId, achievementId, credentialCode } = row;
    const standing = standingOf(
      { ...row, credential: catalog.recorded(credentialCode), named: named.has(credentialCode) },
      now,
    );
    return objectOf(CreditType, {
      id,
      userId,
      organizationId,
      achievementId,
      credentialCode,
      standing,
      person: UserStub.of({ id: userId, organizationId }),
      personRef: row.personRef,
      organization: OrganizationStub.of(organizationId),
      achievement: AchievementType.from({ ...row, id: achievementId }, { catalog, now }),
      state: standing.state,
      associatedAt: row.associatedAt,
      expectedBy: row.expectedBy,
      countedAt: row.countedAt,
      // A credit that was dropped earlier for another reason did not drop with the leaver.
      dropsAt: standing.state === 'DROPPED' && standing.reason !== 'PERSON_LEFT' ? null : row.leavesReportAt,
    });
  }
}

export const { Connection: CreditConnection } = connectionOf(() => CreditType, 'Credit');
