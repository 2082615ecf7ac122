import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { deleteExportFeed } from '../application/change-export-feed.js';
import { exporters } from '../application/export-access.js';
import type { ExportsContext } from './context.js';
import { ExportFeedNotFoundError, NO_FEED } from './types/export-not-found-errors.type.js';

@InputType({ description: 'The feed to delete.' })
class DeleteExportFeedInput {
  @Field(() => ID)
  feedId!: string;
}

@ObjectType({ description: 'The feed is deleted; its keys open nothing any more.' })
class DeleteExportFeedSuccess {
  @Field(() => ID)
  feedId!: string;
}

const DeleteExportFeedResult = createUnionType({
  name: 'DeleteExportFeedResult',
  description: 'The id of the deleted feed, or an error when there is none.',
  types: () => [DeleteExportFeedSuccess, ExportFeedNotFoundError] as const,
});

@Resolver()
export class DeleteExportFeedMutation {
  @Mutation(() => DeleteExportFeedResult, {
    description:
      'Deletes a feed with its files. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and exports:run, ' +
      'as for requestExport.',
  })
  @Access(exporters)
  async deleteExportFeed(
    @Arg('input', () => DeleteExportFeedInput) { feedId }: DeleteExportFeedInput,
    @Ctx() context: ExportsContext,
  ): Promise<typeof DeleteExportFeedResult> {
    const deleted = await deleteExportFeed(context, { caller: context.caller, feedId });
    if (deleted === null) return objectOf(ExportFeedNotFoundError, NO_FEED);
    return objectOf(DeleteExportFeedSuccess, deleted);
  }
}
