import { Access } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../../members/api/organization.stub.js';
import { filterValues } from '../../rules/application/filter-values.js';
import { exporters, mayExport, personalDatasets } from '../application/export-access.js';
import type { ExportState } from '../domain/export-content.js';
import type { ExportsContext } from './context.js';
import { ExportConnection, ExportType } from './types/export.type.js';
import { ExportStateEnum } from './types/export-enums.type.js';
import { ExportFeedType } from './types/export-feed.type.js';

@Resolver(() => OrganizationStub)
export class OrganizationExportsQuery {
  @FieldResolver(() => ExportConnection, {
    nullable: true,
    description:
      'Exports of the organization, newest first, without those of feeds. first: 1..100, 1..1,000 for programs of the ' +
      'organization. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and exports:run; those with ' +
      'personal data for callers who may request them.',
  })
  @Access(exporters)
  async exports(
    @Root() { id }: OrganizationStub,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('state', () => [ExportStateEnum], { nullable: true }) state: ExportState[] | null | undefined,
    @Ctx() { caller, cursors, loaders, exports, now }: ExportsContext,
  ): Promise<ConnectionOf<ExportType>> {
    const page = pageArguments(first, after, caller);
    const selection = { states: filterValues('state', state), personalDataOf: personalDatasets(caller, id) };
    const list = `exports:${id}:${JSON.stringify(selection)}`;
    const position = page.after === null ? null : cursors.decode(list, page.after);
    const from = position && ([position[0] ?? '', position[1] ?? ''] as const);
    return mapPage({
      rows: await loaders.exportPages.page(id, selection, { limit: page.first, after: from }),
      page,
      cursorOf: (row) => cursors.encode(list, [row.requestedAt.toISOString(), row.id]),
      show: (row) => ExportType.from(row, { links: exports.links, now }),
      total: () => loaders.exportPages.total(id, selection),
    });
  }

  @FieldResolver(() => [ExportFeedType], {
    nullable: true,
    description:
      'Feeds of the organization, oldest first. For the same callers as exports; those with personal data for callers who ' +
      'may request such exports.',
  })
  @Access(exporters)
  async exportFeeds(
    @Root() { id }: OrganizationStub,
    @Ctx() { caller, loaders, exports }: ExportsContext,
  ): Promise<ExportFeedType[]> {
    const feeds = await loaders.feedsOfOrganization.load(id);
    return feeds.filter((feed) => mayExport(caller, feed)).map((feed) => ExportFeedType.from(feed, exports.links));
  }
}
