import { Access } from '@app/subgraph-kit/access/access';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { exporters, mayExport } from '../application/export-access.js';
import type { ExportsContext } from './context.js';
import { ExportType } from './types/export.type.js';

@Resolver()
export class ExportQuery {
  @Query(() => ExportType, {
    nullable: true,
    description:
      'An export by id; null where the caller may not see it. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, ' +
      'REPORT_VIEWER and exports:run; those with personal data for callers who may request them.',
  })
  @Access(exporters)
  async export(
    @Arg('id', () => ID) id: string,
    @Ctx() { caller, loaders, exports, now }: ExportsContext,
  ): Promise<ExportType | null> {
    const found = isUuid(id) ? await loaders.exportById.load(id.toLowerCase()) : null;
    return found && mayExport(caller, found) ? ExportType.from(found, { links: exports.links, now }) : null;
  }
}
