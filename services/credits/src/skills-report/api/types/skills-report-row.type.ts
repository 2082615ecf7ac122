import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar, DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { LearningSourceEnum } from '../../../catalog/api/catalog-enums.type.js';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog, LearningSource } from '../../../catalog/domain/catalog.js';
import { UserStub } from '../../../members/api/user.stub.js';
import { reportNames } from '../../../members/application/audiences.js';
import { unlessNever } from '../../../values/domain/day.js';
import type { ReportRow } from '../../store/skills-report-list.store.js';

@ObjectType('SkillsReportRow', {
  description: 'A credential of a linked person that counted at the refresh and that a requirement named.',
})
@Subject<SkillsReportRowType>(({ organizationId }) => ({ organizationId }))
export class SkillsReportRowType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(reportNames)
  person!: UserStub | null;

  @Field(() => ID, { description: 'Stable name of the person within the organization, the same in all reports.' })
  @Access(withObject)
  personRef!: string;

  @Field(() => String, { nullable: true, description: 'As of the refresh; null for callers who may not see names.' })
  @Access(reportNames)
  personName!: string | null;

  @Field(() => String, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(reportNames)
  email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'MCID or Partner University id; null for callers who may not see names.',
  })
  @Access(reportNames)
  profileId!: string | null;

  @Field(() => LearningSourceEnum)
  @Access(withObject)
  source!: LearningSource;

  @Field(() => CredentialType)
  @Access(withObject)
  credential!: CredentialType;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  achievedAt!: Date;

  @Field(() => DateScalar, { nullable: true, description: 'Null when it never expires.' })
  @Access(withObject)
  expiresOn!: string | null;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  associatedSince!: Date;

  @Field(() => [ID], { description: 'Designations and specializations whose requirements on that day name it.' })
  @Access(withObject)
  relevantTo!: string[];

  @Field(() => Boolean, { description: 'True when the person has left, so that no later report lists them.' })
  @Access(withObject)
  leaving!: boolean;

  organizationId!: string;

  static from(
    line: Omit<ReportRow, 'position'>,
    { reportId, catalog }: { reportId: string; catalog: Catalog },
  ): SkillsReportRowType {
    const { organizationId, personRef, displayName, email, profileId, source, achievedAt, expiresOn } = line;
    const { associatedSince, relevantTo, leaving } = line;
    return objectOf(SkillsReportRowType, {
      ...{ organizationId, personRef, email, profileId, source, achievedAt },
      expiresOn: unlessNever(expiresOn),
      ...{ associatedSince, relevantTo, leaving },
      id: `${reportId}:${line.refNo}`,
      person: UserStub.of({ id: line.userId, organizationId }),
      personName: displayName,
      credential: CredentialType.of(catalog, line.credentialCode),
    });
  }
}

export const { Connection: SkillsReportRowConnection } = connectionOf(() => SkillsReportRowType, 'SkillsReportRow');
