import { Access, allow, allowSilently, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { OrganizationStub } from '../../../members/api/organization.type.js';
import { UserStub } from '../../../members/api/user.type.js';
import { LearningSourceEnum } from '../../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../../providers/domain/learning-source.js';
import { type Association, type EndReason, isActive } from '../../domain/association.js';
import { linkReaders } from '../link-readers.js';
import { AssociationEndReasonEnum, type AssociationStatus, AssociationStatusEnum } from './enums.type.js';

@Directive('@key(fields: "id")')
@ObjectType('Association', {
  description:
    'The link of a work account, a learning profile and an organization, for one learning source: at most one active ' +
    'per person and per profile (R8, R9). The person, GLOBAL_ADMIN and PARTNER_ADMIN.',
})
@Subject<AssociationType>(
  (association) => ({
    organizationId: association.organization?.id ?? null,
    userId: association.user?.id ?? null,
  }),
  { reference: allow(...linkReaders) },
)
export class AssociationType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => LearningSourceEnum)
  @Access(withObject)
  source!: LearningSource;

  @Field(() => String, {
    nullable: true,
    description: 'MCID (Microsoft Learn) or Partner University id. Null for callers who may not see it.',
  })
  @Access(allowSilently(...linkReaders))
  profileId!: string | null;

  @Field(() => UserStub, { nullable: true })
  @Access(withObject)
  user!: UserStub | null;

  @Field(() => OrganizationStub, { nullable: true })
  @Access(withObject)
  organization!: OrganizationStub | null;

  @Field(() => AssociationStatusEnum)
  @Access(withObject)
  status!: AssociationStatus;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it is active.' })
  @Access(withObject)
  endedAt!: Date | null;

  @Field(() => AssociationEndReasonEnum, { nullable: true, description: 'Null while it is active.' })
  @Access(withObject)
  endReason!: EndReason | null;

  static fromDomain(association: Association): AssociationType {
    const { id, source, profileId, userId, organizationId, startedAt, endedAt, endReason } = association;
    return objectOf(AssociationType, {
      id,
      source,
      profileId,
      user: UserStub.of(userId, organizationId),
      organization: OrganizationStub.of(organizationId),
      status: isActive(association) ? 'ACTIVE' : 'ENDED',
      startedAt,
      endedAt,
      endReason,
    });
  }
}

export const { Connection: AssociationConnection } = connectionOf(() => AssociationType, 'Association');
