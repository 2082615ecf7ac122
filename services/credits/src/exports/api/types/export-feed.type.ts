import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import type { ExportLinks } from '../../application/export-links.js';
import type { ExportDataset, ExportFormat, ExportLayout } from '../../domain/export-content.js';
import type { StoredFeed } from '../../store/export-feed.store.js';
import { ExportDatasetEnum, ExportFormatEnum, ExportLayoutEnum } from './export-enums.type.js';

@ObjectType('ExportFeed', {
  description:
    'A stable address that always has the newest file: made again after each publication of a Skills Report, and for other ' +
    'datasets also every day. For Power BI, Excel and DuckDB; it has a key of its own.',
})
@Subject<ExportFeedType>(({ organizationId }) => ({ organizationId }))
export class ExportFeedType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => String)
  @Access(withObject)
  label!: string;

  @Field(() => ExportDatasetEnum)
  @Access(withObject)
  dataset!: ExportDataset;

  @Field(() => ExportFormatEnum)
  @Access(withObject)
  format!: ExportFormat;

  @Field(() => ExportLayoutEnum)
  @Access(withObject)
  layout!: ExportLayout;

  @Field(() => Boolean)
  @Access(withObject)
  includesPersonalData!: boolean;

  @Field(() => String, {
    description: 'Open it with the user name `feed` and the key as password (Basic), or with the key as bearer token.',
  })
  @Access(withObject)
  address!: string;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Recorded at most once a minute; null: never read.' })
  @Access(withObject)
  lastReadAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the key stops working; null: never. A feed with personal data ends after a year at the latest.',
  })
  @Access(withObject)
  expiresAt!: Date | null;

  organizationId!: string;

  static from(feed: StoredFeed, links: ExportLinks): ExportFeedType {
    const { id, organizationId, label, dataset, format, layout, includesPersonalData } = feed;
    const { createdAt, lastReadAt, expiresAt } = feed;
    return objectOf(ExportFeedType, {
      ...{ id, organizationId, label, dataset, format, layout, includesPersonalData, createdAt, lastReadAt, expiresAt },
      address: links.feedAddress(feed),
    });
  }
}
