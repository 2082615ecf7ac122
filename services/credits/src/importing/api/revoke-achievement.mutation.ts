import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { parseText } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { AchievementType } from '../../achievements/api/achievement.type.js';
import { LearningSourceEnum } from '../../catalog/api/catalog-enums.type.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { revokeAchievement } from '../application/revoke-achievement.js';
import type { ImportingContext } from './context.js';

@InputType({ description: 'The report to revoke, and the reason.' })
class RevokeAchievementInput {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => String)
  externalId!: string;

  @Field(() => String)
  reason!: string;
}

@ObjectType({ description: 'The achievement without the revoked report.' })
class RevokeAchievementSuccess {
  @Field(() => AchievementType)
  achievement!: AchievementType;
}

@ObjectType({ implements: UserError, description: 'The source never reported an achievement under this externalId.' })
class AchievementNotFoundError extends UserError {}

const RevokeAchievementResult = createUnionType({
  name: 'RevokeAchievementResult',
  description: 'The achievement after the revocation, or why there is none.',
  types: () => [RevokeAchievementSuccess, AchievementNotFoundError] as const,
});

/** Operators only: achievements belong to no organization, so that a machine of one has no access. */
const revokers = allow('achievements:write');

@Resolver()
export class RevokeAchievementMutation {
  @Mutation(() => RevokeAchievementResult, {
    description:
      'Revokes a report. For platform operators with achievements:write. A correction is a revocation and a new externalId; ' +
      'a revoked report stays revoked when it is reported again.',
  })
  @Access(revokers)
  async revokeAchievement(
    @Arg('input', () => RevokeAchievementInput) input: RevokeAchievementInput,
    @Ctx() context: ImportingContext,
  ): Promise<typeof RevokeAchievementResult> {
    authorize(revokers, context.caller, {});
    const { source, externalId } = input;
    const reason = parseText(input.reason, { min: 1, max: 500 });
    if (reason === undefined) throw badUserInput('reason: 1 to 500 characters on one line.');
    const outcome = await revokeAchievement(context, { source, externalId, reason });
    if (outcome.kind === 'not-found') {
      const message =
        'No achievement is recorded under this externalId of this learning source. Check both: they are as they were sent ' +
        'to recordAchievements; trainings cannot be revoked.';
      return objectOf(AchievementNotFoundError, { message });
    }
    const row = await context.loaders.achievementById.load(outcome.achievementId);
    if (row === null) throw new Error('A revoked achievement was deleted before it could be read.');
    const achievement = AchievementType.from(row, { catalog: context.rules.catalog, now: context.clock.now() });
    return objectOf(RevokeAchievementSuccess, { achievement });
  }
}
