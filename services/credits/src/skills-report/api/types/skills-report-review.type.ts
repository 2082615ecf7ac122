import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import { UserStub } from '../../../members/api/user.stub.js';
import { reportNames } from '../../../members/application/audiences.js';
import { DesignationProgressType } from '../../../scores/api/types/designation-progress.type.js';
import type { Difference, DifferenceKind, DifferenceReason } from '../../domain/report-difference.js';
import type { PublishedReport } from '../../store/skills-report.store.js';
import type { DifferingRow } from '../../store/skills-report-differences.store.js';

const DifferenceKindEnum = {
  ONLY_OFFICIAL: 'ONLY_OFFICIAL',
  ONLY_AS_KNOWN_NOW: 'ONLY_AS_KNOWN_NOW',
} as const satisfies { [kind in DifferenceKind]: kind };
registerEnumType(DifferenceKindEnum, {
  name: 'SkillsReportDifferenceKind',
  description: 'The view that counts the person with the credential.',
  valuesConfig: {
    ONLY_OFFICIAL: { description: 'In the published report, but not in its day as known today.' },
    ONLY_AS_KNOWN_NOW: { description: 'In the day of the report as known today, but not in the published report.' },
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
  description: 'Why a published report differs from its day as known today.',
  valuesConfig: {
    RECORDED_LATER: {
      description: 'The learning source reported an achievement, or another expiry, after the refresh.',
    },
    REVOKED_LATER: { description: 'The learning source revoked the achievement after the refresh, on the same day.' },
    MERGED_LATER: { description: 'A merge of profiles was published after the refresh.' },
    LINK_CHANGED: {
      description: 'A link started or ended, or a person left or returned, after the refresh on the same day.',
    },
    FIGURE_RECORDED_LATER: {
      description: 'A partner figure for that day or an earlier one was recorded after the refresh.',
    },
    EARLIER_FACTS_CHANGED: {
      description: 'A link, a drop date or rule data from before the refresh became known or changed after it.',
    },
  },
});

@ObjectType('SkillsReportDifference', {
  description: 'A person and a credential that only one of the two views counts, with the reason.',
})
@Subject<SkillsReportDifferenceType>(({ organizationId }) => ({ organizationId }))
export class SkillsReportDifferenceType {
  @Field(() => DifferenceKindEnum, { description: 'The view that counts them.' })
  @Access(withObject)
  kind!: DifferenceKind;

  @Field(() => DifferenceReasonEnum, { description: 'Why the other view does not count them.' })
  @Access(withObject)
  reason!: DifferenceReason;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the reason became known; null when no recorded fact explains the difference.',
  })
  @Access(withObject)
  at!: Date | null;

  @Field(() => ID, { description: 'Stable name of the person within the organization.' })
  @Access(withObject)
  personRef!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see names.' })
  @Access(reportNames)
  person!: UserStub | null;

  @Field(() => CredentialType, { description: 'The credential of the person.' })
  @Access(withObject)
  credential!: CredentialType;

  organizationId!: string;

  static from(
    { kind, personRef, userId, credentialCode }: DifferingRow,
    difference: Difference,
    { organizationId, catalog }: { organizationId: string; catalog: Catalog },
  ): SkillsReportDifferenceType {
    const person = UserStub.of({ id: userId, organizationId });
    const credential = CredentialType.of(catalog, credentialCode);
    return objectOf(SkillsReportDifferenceType, {
      ...{ kind, personRef, person, credential, organizationId },
      ...difference,
    });
  }
}

export const { Connection: SkillsReportDifferenceConnection } = connectionOf(
  () => SkillsReportDifferenceType,
  'SkillsReportDifference',
);

@ObjectType('DesignationReview', { description: 'A designation as published and as its day is known today.' })
export class DesignationReviewType {
  @Field(() => ID, { description: 'Code of the designation.' })
  designation!: string;

  @Field(() => DesignationProgressType, {
    nullable: true,
    description: 'As published; null when the report does not contain it.',
  })
  official!: DesignationProgressType | null;

  @Field(() => DesignationProgressType, {
    nullable: true,
    description:
      'The day of the refresh, replayed as designations(on) does; null when today’s rules do not contain it.',
  })
  asKnownNow!: DesignationProgressType | null;

  @Field(() => Boolean, { description: 'True when the exact scores differ, or when only one of the two is attained.' })
  differs!: boolean;

  @Field(() => [DifferenceReasonEnum], {
    description:
      'Why they differ, derived from the first 1,000 differing rows and from partner figures; empty when they agree.',
  })
  reasons!: DifferenceReason[];
}

@ObjectType('SkillsReportReview', {
  description:
    'The day of a published report as known today, beside the report. The report is official and never ' +
    'changes; the replay covers the whole day, with every fact and the rule data known today.',
})
export class SkillsReportReviewType {
  report!: PublishedReport;
}
