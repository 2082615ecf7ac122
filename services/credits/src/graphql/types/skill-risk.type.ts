import { DateScalar } from '@app/subgraph-kit/scalars';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { toDouble } from '../../domain/fraction.js';
import type { Risk, RiskCause } from '../../domain/risk.js';
import { UserStub } from '../stubs/user.stub.js';

const SkillRiskCauseEnum = { DEPARTURE: 'DEPARTURE', EXPIRY: 'EXPIRY', RETIREMENT: 'RETIREMENT' } as const;
registerEnumType(SkillRiskCauseEnum, { name: 'SkillRiskCause', description: 'What would lower the score.' });

@ObjectType('SkillRisk', {
  description: 'One person whose departure, or the end of what they hold, would lower a score or close a step.',
})
export class SkillRiskType {
  @Field(() => ID)
  personRef!: string;

  @Field(() => UserStub, { nullable: true, description: 'Null for callers who may not see who it is.' })
  person!: UserStub | null;

  @Field(() => ID)
  designation!: string;

  @Field(() => Float, { description: 'Of the score, while everybody else stays as they are.' })
  pointsLost!: number;

  @Field(() => Int, { nullable: true, description: 'The first step that would no longer be reached.' })
  closesStep!: number | null;

  @Field(() => SkillRiskCauseEnum)
  cause!: RiskCause;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day without it, within a year. Null: a departure that nobody announced.',
  })
  on!: string | null;

  userId!: string;
  organizationId!: string;

  static from(risk: Risk, person: { userId: string; organizationId: string }): SkillRiskType {
    return Object.assign(new SkillRiskType(), {
      ...risk,
      ...person,
      pointsLost: toDouble(risk.pointsLost),
      person: UserStub.of({ id: person.userId, organizationId: person.organizationId }),
    });
  }
}
