import { Access } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { ReportMonth } from '../../values/domain/report-month.js';
import { authorizeExport, exporters } from '../application/export-access.js';
import { requestExport } from '../application/request-export.js';
import type { ExportDataset, ExportFormat, ExportLayout } from '../domain/export-content.js';
import type { ExportsContext } from './context.js';
import { ExportType } from './types/export.type.js';
import { ExportDatasetEnum, ExportFormatEnum, ExportLayoutEnum } from './types/export-enums.type.js';
import { ExportUnavailableError } from './types/export-unavailable-error.type.js';

@InputType({ description: 'The content and the format of a file.' })
class RequestExportInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => ExportDatasetEnum)
  dataset!: ExportDataset;

  @Field(() => ExportFormatEnum)
  format!: ExportFormat;

  @Field(() => ExportLayoutEnum, { nullable: true, defaultValue: 'STANDARD' })
  layout?: ExportLayout | null;

  @Field(() => YearMonthScalar, {
    nullable: true,
    description:
      'The month of a Skills Report, by default the newest. Other datasets have none: they are exported as of now.',
  })
  month?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'True: with names, addresses and profile ids, for callers who see these in reports (REPORT_VIEWER does not; programs ' +
      'need reports:read.pii beside exports:run). False: personRef in their place.',
  })
  includePersonalData?: boolean | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The export: a new one, or the equal one that is there.' })
class RequestExportSuccess {
  @Field(() => ExportType)
  export!: ExportType;
}

const RequestExportResult = createUnionType({
  name: 'RequestExportResult',
  description: 'The export, or why it cannot be made.',
  types: () => [RequestExportSuccess, ExportUnavailableError] as const,
});

@Resolver()
export class RequestExportMutation {
  @Mutation(() => RequestExportResult, {
    description:
      'Requests a file; query export(id) until it is READY. The same request for the same snapshot returns the export that ' +
      'is there. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and exports:run. An unknown ' +
      'organization is BAD_USER_INPUT.',
  })
  @Access(exporters)
  async requestExport(
    @Arg('input', () => RequestExportInput) input: RequestExportInput,
    @Ctx() context: ExportsContext,
  ): Promise<typeof RequestExportResult> {
    const { caller, loaders, exports, now } = context;
    const { dataset, format, idempotencyKey = null } = input;
    const organizationId = input.organizationId.toLowerCase();
    const includesPersonalData = input.includePersonalData ?? false;
    authorizeExport(caller, { organizationId, dataset, includesPersonalData });
    const month = (input.month ?? null) as ReportMonth | null;
    if (month !== null && dataset !== 'SKILLS_REPORT') throw badUserInput('month: for the dataset SKILLS_REPORT only.');
    const content = { dataset, format, layout: input.layout ?? 'STANDARD', includesPersonalData };
    const outcome = await requestExport(context, { caller, organizationId, month, idempotencyKey, ...content });
    switch (outcome.kind) {
      case 'requested': {
        const stored = await loaders.exportById.load(outcome.exportId);
        if (stored === null)
          throw badUserInput('idempotencyKey: the export of this key is over and was removed. Use a new key.');
        return objectOf(RequestExportSuccess, { export: ExportType.from(stored, { links: exports.links, now }) });
      }
      case 'unavailable':
        return objectOf(ExportUnavailableError, { message: outcome.message });
      case 'unknown-organization':
        throw badUserInput('organizationId: there is no such organization.');
    }
  }
}
