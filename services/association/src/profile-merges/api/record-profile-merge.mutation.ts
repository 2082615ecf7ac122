import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import type { RequestContext } from '@app/subgraph-kit/processes/server';
import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Dependencies } from '../../dependencies.js';
import { AssociationType } from '../../linking/api/types/association.type.js';
import { minutesLater } from '../../linking/domain/instants.js';
import { LearningSourceEnum } from '../../providers/api/learning-source.type.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { type ProfileId, parseProfileId } from '../../providers/domain/profile-id.js';
import { recordProfileMerge } from '../application/record-profile-merge.js';

/** The tolerance for a clock of a learning source that is ahead. */
const AHEAD_MINUTES = 5;

/** Operators only: profiles belong to no organization. */
const recorders = allow('achievements:write');

@InputType({ description: 'Which profile was merged into which.' })
class RecordProfileMergeInput {
  @Field(() => LearningSourceEnum)
  source!: LearningSource;

  @Field(() => String)
  fromProfileId!: string;

  @Field(() => String)
  intoProfileId!: string;

  @Field(() => DateTimeScalar)
  mergedAt!: Date;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The old profile id leads to the surviving one permanently.' })
class RecordProfileMergeSuccess {
  @Field(() => AssociationType, { nullable: true, description: 'The active link of the surviving profile, if any.' })
  association!: AssociationType | null;
}

@ObjectType({
  implements: UserError,
  description: 'Both profiles hold an active association of different people; nothing was merged.',
})
class ProfileMergeConflictError extends UserError {}

const RecordProfileMergeResult = createUnionType({
  name: 'RecordProfileMergeResult',
  description: 'The link that continues, or that two people are linked.',
  types: () => [RecordProfileMergeSuccess, ProfileMergeConflictError] as const,
});

@Resolver()
export class RecordProfileMergeMutation {
  @Mutation(() => RecordProfileMergeResult, {
    description:
      'Records that a learning source merged two profiles of one person. Link, history and credit follow the surviving ' +
      'profile, starts unite, and no association is used up. Recording the same merge again changes nothing. For ' +
      'platform operators with achievements:write.',
  })
  @Access(recorders)
  async recordProfileMerge(
    @Arg('input', () => RecordProfileMergeInput) input: RecordProfileMergeInput,
    @Ctx() context: RequestContext & Dependencies,
  ): Promise<typeof RecordProfileMergeResult> {
    const { caller, requestId, clock } = context;
    // A subject of no organization: a machine with the permission is denied.
    authorize(recorders, caller, {});
    const { source, mergedAt, idempotencyKey = null } = input;
    const from = profileOf(source, 'fromProfileId', input.fromProfileId);
    const into = profileOf(source, 'intoProfileId', input.intoProfileId);
    if (from === into) throw badUserInput('intoProfileId: a profile cannot be merged with itself.');
    if (mergedAt > minutesLater(clock.now(), AHEAD_MINUTES))
      throw badUserInput('mergedAt: lies in the future. Give the instant at which the profiles were merged.');
    const outcome = await recordProfileMerge(context, {
      caller,
      requestId,
      source,
      from,
      into,
      mergedAt,
      idempotencyKey,
    });
    if (outcome.kind === 'conflict') {
      const message = 'Both profiles are linked to different people now. One of them has to remove access first.';
      return objectOf(ProfileMergeConflictError, { message });
    }
    const association = outcome.association && AssociationType.fromDomain(outcome.association);
    return objectOf(RecordProfileMergeSuccess, { association });
  }
}

function profileOf(source: LearningSource, field: string, text: string): ProfileId {
  const profileId = parseProfileId(source, text);
  if (profileId === undefined) throw badUserInput(`${field}: no profile id of this learning source.`);
  return profileId;
}
