import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateScalar, DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { LearningSourceEnum } from '../../catalog/api/catalog-enums.type.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { type RecordAchievementsOutcome, recordAchievements } from '../application/record-achievements.js';
import type { ImportingContext } from './context.js';
import { TrainingKindEnum } from './training-kind.type.js';

@InputType({ description: 'A completed module or learning path. It appears in Learn analytics and never scores.' })
class TrainingInput {
  @Field(() => ID)
  uid!: string;

  @Field(() => TrainingKindEnum)
  kind!: keyof typeof TrainingKindEnum;

  @Field(() => String)
  title!: string;

  @Field(() => [String], { defaultValue: [] })
  roles!: string[];

  @Field(() => [String], { defaultValue: [] })
  products!: string[];
}

@InputType({ description: 'One achievement or one completed training of one profile.' })
class AchievementInput {
  @Field(() => String, {
    description:
      'The source’s own id of this achievement. Recording it again changes nothing, except that another expiresOn ' +
      'moves the expiry.',
  })
  externalId!: string;

  @Field(() => String)
  profileId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Key in the catalog, or an exam code: read as its credential where the exam earns it alone. Either this or training.',
  })
  credentialCode?: string | null;

  @Field(() => TrainingInput, { nullable: true, description: 'Either this or credentialCode.' })
  training?: TrainingInput | null;

  @Field(() => DateTimeScalar, { description: 'Not before 1980, and at most five minutes in the future.' })
  achievedAt!: Date;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which it counts; 9999-12-31 means never. Without it the validity of the credential applies; a renewal ' +
      'extends from the day of expiry. Of several reports of one completion the one recorded last applies. A stated ' +
      'expiry that does not apply is listed in expiriesNotTaken. A training has none.',
  })
  expiresOn?: string | null;
}

@InputType({ description: 'Achievements and trainings of a learning source.' })
class RecordAchievementsInput {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => [AchievementInput])
  items!: AchievementInput[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'An item that was rejected, with the reason. The other items of the batch were recorded.' })
class RefusedItem {
  @Field(() => Int, { description: 'Its index in the batch, from 0.' })
  index!: number;

  @Field(() => String)
  externalId!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType({ description: 'A recorded or repeated item whose stated expiry does not apply.' })
class ExpiryNotTaken {
  @Field(() => Int, { description: 'Its index in the batch, from 0.' })
  index!: number;

  @Field(() => String, { description: 'The externalId of the item.' })
  externalId!: string;

  @Field(() => DateScalar, { description: 'The expiry that the item states.' })
  stated!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The expiry that applies. Null when the achievement never expires or was revoked.',
  })
  expiresOn!: string | null;

  @Field(() => String, { description: 'Why the stated expiry does not apply.' })
  message!: string;
}

@ObjectType({
  description:
    'Recorded, repeated and rejected items add up to the items sent. A rejected item does not affect the others.',
})
class RecordAchievementsSuccess {
  @Field(() => Int)
  recorded!: number;

  @Field(() => Int)
  repeated!: number;

  @Field(() => [RefusedItem])
  refused!: RefusedItem[];

  @Field(() => [ExpiryNotTaken], {
    description: 'Recorded and repeated items whose stated expiry does not apply, with the reason.',
  })
  expiriesNotTaken!: ExpiryNotTaken[];
}

@ObjectType({
  implements: UserError,
  description: 'The whole batch is rejected: it is empty or has more than 1,000 items.',
})
class InvalidAchievementError extends UserError {}

const RecordAchievementsResult = createUnionType({
  name: 'RecordAchievementsResult',
  description: 'The outcome for each item, or why the whole batch was rejected.',
  types: () => [RecordAchievementsSuccess, InvalidAchievementError] as const,
});

/** Operators only: achievements belong to no organization, so that a machine of one has no access. */
const recorders = allow('achievements:write');

@Resolver()
export class RecordAchievementsMutation {
  @Mutation(() => RecordAchievementsResult, {
    description:
      'Records achievements that a learning source reports. For platform operators with achievements:write. At most ' +
      '1,000 items; each externalId is recorded once.',
  })
  @Access(recorders)
  async recordAchievements(
    @Arg('input', () => RecordAchievementsInput) input: RecordAchievementsInput,
    @Ctx() context: ImportingContext,
  ): Promise<typeof RecordAchievementsResult> {
    authorize(recorders, context.caller, {});
    const { source, items, idempotencyKey = null } = input;
    return present(await recordAchievements(context, { caller: context.caller, source, items, idempotencyKey }));
  }
}

function present(outcome: RecordAchievementsOutcome): typeof RecordAchievementsResult {
  switch (outcome.kind) {
    case 'recorded':
      return objectOf(RecordAchievementsSuccess, {
        recorded: outcome.recorded,
        repeated: outcome.repeated,
        refused: outcome.rejected.map((item) => objectOf(RefusedItem, item)),
        expiriesNotTaken: (outcome.expiriesNotTaken ?? []).map((item) => objectOf(ExpiryNotTaken, item)),
      });
    case 'invalid-batch':
      return objectOf(InvalidAchievementError, { message: outcome.message });
  }
}
