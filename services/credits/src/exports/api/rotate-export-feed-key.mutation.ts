import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { rotateExportFeedKey } from '../application/change-export-feed.js';
import { exporters } from '../application/export-access.js';
import type { ExportsContext } from './context.js';
import { ExportFeedType } from './types/export-feed.type.js';
import { ExportFeedNotFoundError, NO_FEED } from './types/export-not-found-errors.type.js';

const DEFAULT_HOURS = 24;

@InputType({ description: 'The feed that gets a new key.' })
class RotateExportFeedKeyInput {
  @Field(() => ID)
  feedId!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HOURS,
    description: 'How long the key before stays valid, so that readers can be changed: 0 to 168 hours.',
  })
  previousValidForHours?: number | null;
}

@ObjectType({ description: 'The feed and its new key, which is shown only once.' })
class RotateExportFeedKeySuccess {
  @Field(() => ExportFeedType)
  feed!: ExportFeedType;

  @Field(() => String)
  key!: string;
}

const RotateExportFeedKeyResult = createUnionType({
  name: 'RotateExportFeedKeyResult',
  description: 'The feed with its new key, or an error when there is none.',
  types: () => [RotateExportFeedKeySuccess, ExportFeedNotFoundError] as const,
});

@Resolver()
export class RotateExportFeedKeyMutation {
  @Mutation(() => RotateExportFeedKeyResult, {
    description:
      'Gives a feed a new key. Of three keys in a row the first is no longer valid. GLOBAL_ADMIN, PARTNER_ADMIN, ' +
      'EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and exports:run, as for requestExport.',
  })
  @Access(exporters)
  async rotateExportFeedKey(
    @Arg('input', () => RotateExportFeedKeyInput) { feedId, previousValidForHours }: RotateExportFeedKeyInput,
    @Ctx() context: ExportsContext,
  ): Promise<typeof RotateExportFeedKeyResult> {
    const { caller, exports, loaders } = context;
    const command = { caller, feedId, previousValidForHours: previousValidForHours ?? DEFAULT_HOURS };
    const rotated = await rotateExportFeedKey(context, command);
    if (rotated === null) return objectOf(ExportFeedNotFoundError, NO_FEED);
    const feed = await loaders.feedById.load(rotated.feedId);
    if (feed === null) return objectOf(ExportFeedNotFoundError, NO_FEED);
    return objectOf(RotateExportFeedKeySuccess, { feed: ExportFeedType.from(feed, exports.links), key: rotated.key });
  }
}
