import { Access } from '@app/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY_DESCRIPTION } from '@app/subgraph-kit/database/idempotency';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { createExportFeed } from '../application/create-export-feed.js';
import { authorizeExport, exporters } from '../application/export-access.js';
import type { ExportDataset, ExportFormat, ExportLayout } from '../domain/export-content.js';
import { MOST_FEEDS } from '../domain/export-limits.js';
import type { ExportsContext } from './context.js';
import { ExportDatasetEnum, ExportFormatEnum, ExportLayoutEnum } from './types/export-enums.type.js';
import { ExportFeedType } from './types/export-feed.type.js';
import { ExportUnavailableError } from './types/export-unavailable-error.type.js';

@InputType({ description: 'The label, the content and the end of a feed.' })
class CreateExportFeedInput {
  @Field(() => ID)
  organizationId!: string;

  @Field(() => String, { description: '1 to 100 characters, such as the name of the tool that reads it.' })
  label!: string;

  @Field(() => ExportDatasetEnum)
  dataset!: ExportDataset;

  @Field(() => ExportFormatEnum)
  format!: ExportFormat;

  @Field(() => ExportLayoutEnum, { nullable: true, defaultValue: 'STANDARD' })
  layout?: ExportLayout | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'As for requestExport. The key alone opens these data: it ends after a year at the latest.',
  })
  includePersonalData?: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the key stops working; by default never, with personal data after a year.',
  })
  expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'The feed and its key, which is shown only once.' })
class CreateExportFeedSuccess {
  @Field(() => ExportFeedType)
  feed!: ExportFeedType;

  @Field(() => String)
  key!: string;
}

@ObjectType({ implements: UserError, description: 'The organization has the most feeds; delete one first.' })
class TooManyExportFeedsError extends UserError {
  @Field(() => Int)
  limit!: number;
}

const CreateExportFeedResult = createUnionType({
  name: 'CreateExportFeedResult',
  description: 'The new feed with its key, or why it was not created.',
  types: () => [CreateExportFeedSuccess, TooManyExportFeedsError, ExportUnavailableError] as const,
});

@Resolver()
export class CreateExportFeedMutation {
  @Mutation(() => CreateExportFeedResult, {
    description:
      'Creates a feed; its key is shown once. GLOBAL_ADMIN, PARTNER_ADMIN, EXECUTIVE_REPORT_VIEWER, REPORT_VIEWER and ' +
      'exports:run, as for requestExport. An unknown organization is BAD_USER_INPUT.',
  })
  @Access(exporters)
  async createExportFeed(
    @Arg('input', () => CreateExportFeedInput) input: CreateExportFeedInput,
    @Ctx() context: ExportsContext,
  ): Promise<typeof CreateExportFeedResult> {
    const { caller, exports, loaders } = context;
    const { dataset, format, label, expiresAt = null, idempotencyKey = null } = input;
    const organizationId = input.organizationId.toLowerCase();
    const includesPersonalData = input.includePersonalData ?? false;
    authorizeExport(caller, { organizationId, dataset, includesPersonalData });
    const content = { dataset, format, layout: input.layout ?? 'STANDARD', includesPersonalData };
    const command = { caller, organizationId, label, expiresAt, idempotencyKey, ...content };
    const outcome = await createExportFeed(context, command);
    switch (outcome.kind) {
      case 'created': {
        const feed = await loaders.feedById.load(outcome.feedId);
        if (feed === null) throw badUserInput('idempotencyKey: the feed of this key was deleted. Use a new key.');
        return objectOf(CreateExportFeedSuccess, { feed: ExportFeedType.from(feed, exports.links), key: outcome.key });
      }
      case 'too-many': {
        const message = `The organization has ${MOST_FEEDS} feeds already. Delete one that is no longer read.`;
        return objectOf(TooManyExportFeedsError, { message, limit: MOST_FEEDS });
      }
      case 'unavailable':
        return objectOf(ExportUnavailableError, { message: outcome.message });
      case 'unknown-organization':
        throw badUserInput('organizationId: there is no such organization.');
    }
  }
}
