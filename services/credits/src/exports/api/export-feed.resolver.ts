import { Access, withObject } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ExportsContext } from './context.js';
import { ExportType } from './types/export.type.js';
import { ExportFeedType } from './types/export-feed.type.js';

@Resolver(() => ExportFeedType)
export class ExportFeedResolver {
  @FieldResolver(() => ExportType, {
    nullable: true,
    description: 'The newest file; null until the first one is READY.',
  })
  @Access(withObject)
  async latest(
    @Root() { id }: ExportFeedType,
    @Ctx() { loaders, exports, now }: ExportsContext,
  ): Promise<ExportType | null> {
    const latest = await loaders.latestExportOfFeed.load(id);
    return latest && ExportType.from(latest, { links: exports.links, now });
  }
}
