import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, Float, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { exactFigure } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { type RecordPartnerMetricOutcome, recordPartnerMetric } from '../application/record-partner-metric.js';
import type { ScoresContext } from './context.js';
import { DesignationProgressType } from './types/designation-progress.type.js';
import { progressToward } from './types/designation-terms.type.js';

@InputType({ description: 'A figure of a partner from a day on.' })
class RecordPartnerMetricInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => ID, { nullable: true, description: 'Omitted: every designation that uses the figure.' })
  designation?: string | null;

  @Field(() => ID, {
    description:
      'A fact of the rule set (`smbCustomerPercent`) or `<metric>.<option>` (`usageGrowth.growthPercent`), of any version.',
  })
  metric!: string;

  @Field(() => Float, { description: 'At most 10^15; other than 0, at least 10^-12. Growth may be negative.' })
  value!: number;

  @Field(() => DateScalar, {
    description:
      'First day on which the figure holds, until the next one; of two figures for a day the one recorded later holds.',
  })
  on!: string;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The figure is recorded.' })
class RecordPartnerMetricSuccess {
  @Field(() => [DesignationProgressType], {
    description: 'Today’s progress toward the designations that the figure is for and that the rule set in force has.',
  })
  designations!: DesignationProgressType[];
}

@ObjectType({
  implements: UserError,
  description: 'No rule set uses a figure of this name, or not for this designation.',
})
class UnknownMetricError extends UserError {}

const RecordPartnerMetricResult = createUnionType({
  name: 'RecordPartnerMetricResult',
  description: 'The designations that use the figure, or an error when none does.',
  types: () => [RecordPartnerMetricSuccess, UnknownMetricError] as const,
});

/**
 * Operators only. Partners do not report about themselves: the permission of a machine of an organization does not
 * apply here.
 */
const recorders = allow('metrics:write');

@Resolver()
export class RecordPartnerMetricMutation {
  @Mutation(() => RecordPartnerMetricResult, {
    description:
      'Records a figure for a metric other than skilling. A missing figure is 0. An unknown organization is ' +
      'BAD_USER_INPUT. For platform operators with metrics:write.',
  })
  @Access(recorders)
  async recordPartnerMetric(
    @Arg('input', () => RecordPartnerMetricInput) input: RecordPartnerMetricInput,
    @Ctx() context: ScoresContext,
  ): Promise<typeof RecordPartnerMetricResult> {
    authorize(recorders, context.caller, {});
    if (!exactFigure(input.value)) throw badUserInput('value: at most 10^15 and, other than 0, at least 10^-12.');
    const organizationId = input.organizationId.toLowerCase();
    const outcome = await recordPartnerMetric(context, {
      caller: context.caller,
      organizationId,
      designation: input.designation ?? null,
      metric: input.metric,
      value: input.value,
      on: input.on as Day,
      idempotencyKey: input.idempotencyKey ?? null,
    });
    return present(outcome, organizationId, context);
  }
}

async function present(
  outcome: RecordPartnerMetricOutcome,
  organizationId: string,
  context: ScoresContext,
): Promise<typeof RecordPartnerMetricResult> {
  switch (outcome.kind) {
    case 'recorded': {
      const score = await context.loaders.score(organizationId, null);
      const meant = score.designations.filter(({ area }) => outcome.designations.includes(area.id));
      const designations = progressToward(organizationId, meant, context);
      return objectOf(RecordPartnerMetricSuccess, { designations });
    }
    case 'unknown-metric':
      return objectOf(UnknownMetricError, { message: outcome.message });
    case 'unknown-organization':
      throw badUserInput('organizationId: there is no such organization.');
  }
}
