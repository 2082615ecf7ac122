import { Access, Subject, withObject } from '@app/subgraph-kit/access';
import { connectionOf } from '@app/subgraph-kit/connection';
import { DateTimeScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalogue } from '../../../catalog/domain/catalog.js';
import { UserStub } from '../../../members/api/user.stub.js';
import { reportNames } from '../../../members/application/audiences.js';
import { DesignationProgressType } from '../../../scores/api/types/designation-progress.type.js';
import type { Difference, DifferenceKind, DifferenceReason } from '../../domain/report-difference.js';
import type { PublishedReport } from '../../store/skills-report.store.js';
import type { DifferentLine } from '../../store/skills-report-differences.store.js';

const DifferenceKindEnum = {
  ONLY_OFFICIAL: 'ONLY_OFFICIAL',
  ONLY_AS_KNOWN_NOW: 'ONLY_AS_KNOWN_NOW',
} as const satisfies { [kind in DifferenceKind]: kind };
registerEnumType(DifferenceKindEnum, {
  name: 'SkillsReportDifferenceKind',
  description: 'Where the person counts with the credential.',
  valuesConfig: {
    ONLY_OFFICIAL: { description: 'In the published report; not on its day as it is known today.' },
    ONLY_AS_KNOWN_NOW: { description: 'On the day of the report as it is known today; not in the published report.' },
  },
});

const DifferenceReasonEnum = {
  RECORDED_LATER: 'RECORDED_LATER',
  REVOKED_LATER: 'REVOKED_LATER',
  MERGED_LATER: 'MERGED_LATER',
  LINK_CHANGED: 'LINK_CHANGED',
  FIGURE_RECORDED_LATER: 'FIGURE_RECORDED_LATER',
  EARLIER_FACTS_CHANGED: 'EARLIER_FACTS_CHANGED',
} as const satisfies { [reason in DifferenceReason]: reason };
registerEnumType(DifferenceReasonEnum, {
  name: 'SkillsReportDifferenceReason',
  description: 'Why a published report and its day as it is known today differ.',
  valuesConfig: {
    RECORDED_LATER: {
      description: 'The learning source reported an achievement, or another expiry, after the refresh.',
    },
    REVOKED_LATER: { description: 'The learning source took the achievement back after the refresh, on the same day.' },
    MERGED_LATER: { description: 'A merge of profiles was published after the refresh.' },
    LINK_CHANGED: {
      description: 'A link began or ended, or a person left or came back, after the refresh on the same day.',
    },
    FIGURE_RECORDED_LATER: {
      description: 'A partner figure for that day or one before was recorded after the refresh.',
    },
    EARLIER_FACTS_CHANGED: {
      description: 'A link, a departure or rule data from before the refresh became known, or changed, after it.',
    },
  },
});

@ObjectType('SkillsReportDifference', {
  description: 'A person and a credential that one of the two views counts, and why.',
})
@Subject<SkillsReportDifferenceType>(({ organizationId }) => ({ organizationId }))
export class SkillsReportDifferenceType {
  @Field(() => DifferenceKindEnum, { description: 'Which of the two counts them.' })
  @Access(withObject)
  kind!: DifferenceKind;

  @Field(() => DifferenceReasonEnum, { description: 'Why the other one does not.' })
  @Access(withObject)
  reason!: DifferenceReason;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When that became known; null when no recorded fact explains it.',
  })
  @Access(withObject)
  at!: Date | null;

  @Field(() => ID, { description: 'Stable name of the person within the organization.' })
  @Access(withObject)
  personRef!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see who it is.' })
  @Access(reportNames)
  person!: UserStub | null;

  @Field(() => CredentialType, { description: 'What the person holds.' })
  @Access(withObject)
  credential!: CredentialType;

  organizationId!: string;

  static from(
    { kind, personRef, userId, credentialCode }: DifferentLine,
    difference: Difference,
    { organizationId, catalogue }: { organizationId: string; catalogue: Catalogue },
  ): SkillsReportDifferenceType {
    const person = UserStub.of({ id: userId, organizationId });
    const credential = CredentialType.of(catalogue, credentialCode);
    return Object.assign(new SkillsReportDifferenceType(), {
      ...{ kind, personRef, person, credential, organizationId },
      ...difference,
    });
  }
}

export const { Connection: SkillsReportDifferenceConnection } = connectionOf(
  () => SkillsReportDifferenceType,
  'SkillsReportDifference',
);

@ObjectType('DesignationReview', { description: 'A designation as it was published and as its day is known today.' })
export class DesignationReviewType {
  @Field(() => ID, { description: 'Code of the designation.' })
  designation!: string;

  @Field(() => DesignationProgressType, {
    nullable: true,
    description: 'As published; null when the report does not have it.',
  })
  official!: DesignationProgressType | null;

  @Field(() => DesignationProgressType, {
    nullable: true,
    description: 'The day of the refresh replayed as designations(on) does; null when today’s rules do not have it.',
  })
  asKnownNow!: DesignationProgressType | null;

  @Field(() => Boolean, { description: 'The exact scores differ, or only one of the two is attained.' })
  differs!: boolean;

  @Field(() => [DifferenceReasonEnum], {
    description:
      'Why they differ, from the first 1,000 rows that differ and from partner figures; empty where they agree.',
  })
  reasons!: DifferenceReason[];
}

@ObjectType('SkillsReportReview', {
  description:
    'The day of a published report as it is known today, beside the report. The report is official and never ' +
    'changes; the replay covers the whole day, with every fact and the rule data known today.',
})
export class SkillsReportReviewType {
  report!: PublishedReport;
}
