import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Cause, ChangeCause, ChangeKind } from '../../domain/report-change.js';
import { SkillsReportRowType } from './skills-report-row.type.js';

export const ChangeKindEnum = { GAINED: 'GAINED', LOST: 'LOST' } as const satisfies { [kind in ChangeKind]: kind };
registerEnumType(ChangeKindEnum, {
  name: 'SkillsReportChangeKind',
  description: 'Which of two reports has the row.',
  valuesConfig: {
    GAINED: { description: 'Only the later report has it.' },
    LOST: { description: 'Only the earlier report has it.' },
  },
});

const ChangeCauseEnum = {
  EARNED: 'EARNED',
  LINKED: 'LINKED',
  MOVED_HERE: 'MOVED_HERE',
  RETURNED: 'RETURNED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
  UNLINKED: 'UNLINKED',
  LEFT: 'LEFT',
  MOVED_AWAY: 'MOVED_AWAY',
  PROFILE_MERGED: 'PROFILE_MERGED',
  RULE_CHANGE: 'RULE_CHANGE',
  CORRECTION: 'CORRECTION',
} as const satisfies { [cause in ChangeCause]: cause };
registerEnumType(ChangeCauseEnum, {
  name: 'SkillsReportChangeCause',
  description: 'The last event between two reports that added the row or removed it.',
  valuesConfig: {
    EARNED: { description: 'The person achieved it, or the learning source reported it.' },
    LINKED: { description: 'The person linked the profile.' },
    MOVED_HERE: { description: 'The person moved the link here from another organization or account.' },
    RETURNED: { description: 'The person returned after an offboarding that had taken effect.' },
    EXPIRED: { description: 'The last day of the achievement passed.' },
    REVOKED: { description: 'The learning source revoked the achievement.' },
    UNLINKED: { description: 'The person removed the link.' },
    LEFT: { description: 'The account was deactivated or deleted, and the next report refresh came.' },
    MOVED_AWAY: { description: 'The person moved the link to another organization or account.' },
    PROFILE_MERGED: { description: 'The learning source merged the profile with another one.' },
    RULE_CHANGE: {
      description:
        'Requirements started or stopped naming the credential, or the year in which a retired credential still counts ended.',
    },
    CORRECTION: {
      description:
        'Facts from before the earlier refresh became known after it, or a correction changed the meaning of earlier facts.',
    },
  },
});

@ObjectType('SkillsReportChange', { description: 'A row that only one of two reports has, with the cause.' })
export class SkillsReportChangeType {
  @Field(() => ChangeKindEnum, { description: 'Which of the two reports has the row.' })
  change!: ChangeKind;

  @Field(() => ChangeCauseEnum, { description: 'Why it was gained or lost.' })
  cause!: ChangeCause;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the cause happened; null when no event between the refreshes explains the change.',
  })
  at!: Date | null;

  @Field(() => SkillsReportRowType, {
    description: 'The row of the report that has it, with names for the same callers as in that report.',
  })
  row!: SkillsReportRowType;

  static from(change: ChangeKind, { cause, at }: Cause, row: SkillsReportRowType): SkillsReportChangeType {
    return objectOf(SkillsReportChangeType, { change, cause, at, row });
  }
}

export const { Connection: SkillsReportChangeConnection } = connectionOf(
  () => SkillsReportChangeType,
  'SkillsReportChange',
);
