import { Access } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { cancelExport } from '../application/cancel-export.js';
import { exporters } from '../application/export-access.js';
import type { ExportsContext } from './context.js';
import { ExportType } from './types/export.type.js';
import { ExportNotFoundError, NO_EXPORT } from './types/export-not-found-errors.type.js';

@InputType({ description: 'The export to end.' })
class CancelExportInput {
  @Field(() => ID)
  exportId!: string;
}

@ObjectType({ description: 'The export, which is over.' })
class CancelExportSuccess {
  @Field(() => ExportType)
  export!: ExportType;
}

const CancelExportResult = createUnionType({
  name: 'CancelExportResult',
  description: 'The ended export, or an error when there is none.',
  types: () => [CancelExportSuccess, ExportNotFoundError] as const,
});

@Resolver()
export class CancelExportMutation {
  @Mutation(() => CancelExportResult, {
    description:
      'Ends an export: one that is not READY is not made, and a file is removed; it is EXPIRED then. Of an export that is ' +
      'over nothing changes. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and exports:run, as for ' +
      'requestExport.',
  })
  @Access(exporters)
  async cancelExport(
    @Arg('input', () => CancelExportInput) { exportId }: CancelExportInput,
    @Ctx() context: ExportsContext,
  ): Promise<typeof CancelExportResult> {
    const { caller, loaders, exports, now } = context;
    const outcome = await cancelExport(context, { caller, exportId });
    const stored = outcome.kind === 'canceled' ? await loaders.exportById.load(outcome.exportId) : null;
    if (stored === null) return objectOf(ExportNotFoundError, NO_EXPORT);
    return objectOf(CancelExportSuccess, { export: ExportType.from(stored, { links: exports.links, now }) });
  }
}
