import { Access } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar, YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { creditReaders } from '../../members/application/audiences.js';
import { assertDesignation } from '../../rules/application/assert-designation.js';
import type { StoredDesignation } from '../../scores/domain/stored-designation.js';
import { parseFraction, toDouble } from '../../values/domain/fraction.js';
import { lastDesignations } from '../store/skills-report.store.js';
import type { SkillsReportContext } from './context.js';

@ObjectType('DesignationHistoryPoint', { description: 'A designation as a Skills Report published it.' })
class DesignationHistoryPointType {
  @Field(() => YearMonthScalar, { description: 'The month of the report.' })
  month!: string;

  @Field(() => DateScalar, { description: 'The day of its refresh.' })
  on!: string;

  @Field(() => ID, { description: 'Code of the designation.' })
  designation!: string;

  @Field(() => String, { description: 'Its title by the rules of that day.' })
  title!: string;

  @Field(() => ID, { description: 'The version of the rules in force.' })
  ruleset!: string;

  @Field(() => Float, { description: '0..100, the sum of all metrics.' })
  score!: number;

  @Field(() => String, { description: 'Exact value as a fraction, such as 40/3.' })
  scoreExact!: string;

  @Field(() => Float, { description: 'The score that attains it.' })
  required!: number;

  @Field(() => Boolean, { description: 'The required score was reached and no metric was zero.' })
  attained!: boolean;

  @Field(() => Float, { description: 'The part of the score earned by people who hold credentials.' })
  skillingPoints!: number;

  static from(month: string, kept: StoredDesignation): DesignationHistoryPointType {
    const { code, title, ruleSetId, on, score, required, attained, skillingPoints } = kept;
    return objectOf(DesignationHistoryPointType, {
      ...{ month, on, designation: code, title, ruleset: ruleSetId, attained },
      score: pointsOf(score),
      scoreExact: score,
      required: pointsOf(required),
      skillingPoints: pointsOf(skillingPoints),
    });
  }
}

const MOST_MONTHS = 60;

@Resolver(() => OrganizationStub)
export class DesignationHistoryQuery {
  @FieldResolver(() => [DesignationHistoryPointType], {
    nullable: true,
    description:
      'Designations as published in the newest Skills Reports, oldest first. months: 1..60 reports. Other days are in ' +
      'designations(on). For the same callers as designations.',
  })
  @Access(creditReaders)
  async designationHistory(
    @Root() { id }: OrganizationStub,
    @Arg('months', () => Int, {
      defaultValue: 12,
      description: 'Number of reports, one a month, back from the newest.',
    })
    months: number,
    @Arg('designation', () => ID, {
      nullable: true,
      description: 'Only this designation; a code that no rule set has is BAD_USER_INPUT.',
    })
    designation: string | null | undefined,
    @Ctx() { reads, rules }: SkillsReportContext,
  ): Promise<DesignationHistoryPointType[]> {
    if (months < 1 || months > MOST_MONTHS) throw badUserInput(`months: 1 to ${MOST_MONTHS}.`);
    if (designation != null) assertDesignation('designation', designation, rules);
    const reports = await lastDesignations(reads, [id], months);
    return reports.flatMap(({ month, designations }) =>
      designations
        .filter(({ code }) => designation == null || code === designation)
        .map((kept) => DesignationHistoryPointType.from(month, kept)),
    );
  }
}

function pointsOf(text: string): number {
  const points = parseFraction(text);
  if (!points) throw new Error(`The stored score "${text}" is not a fraction.`);
  return toDouble(points);
}
