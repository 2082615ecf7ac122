import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar, YearMonthScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { OrganizationStub } from '../../../members/api/organization.stub.js';
import type { ExportLinks } from '../../application/export-links.js';
import type { ExportColumn } from '../../domain/export-column.js';
import {
  type ExportDataset,
  type ExportFormat,
  type ExportLayout,
  type ExportState,
  fileNameOf,
  mediaTypeOf,
} from '../../domain/export-content.js';
import { columnsOf } from '../../store/datasets/dataset.js';
import { datasetOf } from '../../store/datasets/datasets.js';
import type { StoredExport } from '../../store/export.store.js';
import { ExportDatasetEnum, ExportFormatEnum, ExportLayoutEnum, ExportStateEnum } from './export-enums.type.js';

/** The largest value of the GraphQL type Int. */
const MOST_INT = 2 ** 31 - 1;

@ObjectType('ExportColumn', { description: 'A column of a file.' })
export class ExportColumnType {
  @Field(() => String)
  name!: string;

  @Field(() => String, {
    description: 'Its type in Parquet: BOOLEAN, INT32, DATE, TIMESTAMP_MILLIS, STRING or LIST_OF_STRING.',
  })
  type!: string;

  @Field(() => Boolean)
  nullable!: boolean;

  @Field(() => String)
  description!: string;

  @Field(() => Boolean, { description: 'True for names, addresses and profile ids of people.' })
  personal!: boolean;

  static from({ name, type, nullable, description, personal }: ExportColumn): ExportColumnType {
    return objectOf(ExportColumnType, { name, type, nullable, description, personal });
  }
}

@ObjectType('Export', { description: 'A file of an organization’s data: requested, made, kept for seven days.' })
@Subject<ExportType>(({ organizationId }) => ({ organizationId }))
export class ExportType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => OrganizationStub, { nullable: true })
  @Access(withObject)
  organization!: OrganizationStub | null;

  @Field(() => ExportDatasetEnum)
  @Access(withObject)
  dataset!: ExportDataset;

  @Field(() => ExportFormatEnum)
  @Access(withObject)
  format!: ExportFormat;

  @Field(() => ExportLayoutEnum)
  @Access(withObject)
  layout!: ExportLayout;

  @Field(() => Boolean, { description: 'False: personRef in place of names, addresses and profile ids.' })
  @Access(withObject)
  includesPersonalData!: boolean;

  @Field(() => YearMonthScalar, {
    nullable: true,
    description: 'The month of the Skills Report; null for other datasets.',
  })
  @Access(withObject)
  month!: string | null;

  @Field(() => DateTimeScalar, {
    description: 'The instant of the data: the refresh of the report, or when the file was begun.',
  })
  @Access(withObject)
  dataAsOf!: Date;

  @Field(() => ExportStateEnum)
  @Access(withObject)
  state!: ExportState;

  @Field(() => DateTimeScalar)
  @Access(withObject)
  requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  @Access(withObject)
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  @Access(withObject)
  finishedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'While RUNNING: about how many rows are written.' })
  @Access(withObject)
  rowsWritten!: number | null;

  @Field(() => Int, { nullable: true, description: 'About how many rows there will be; null while unknown.' })
  @Access(withObject)
  rowsExpected!: number | null;

  @Field(() => Int, { nullable: true, description: 'Rows without the header; null until READY.' })
  @Access(withObject)
  rows!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null until READY, and for a file of 2 GiB or more.' })
  @Access(withObject)
  bytes!: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the file in hexadecimal digits; null until READY.' })
  @Access(withObject)
  sha256!: string | null;

  @Field(() => String)
  @Access(withObject)
  fileName!: string;

  @Field(() => String)
  @Access(withObject)
  mediaType!: string;

  @Field(() => String, {
    description: 'Permanent address of the file, for bearer tokens of callers who may request such an export.',
  })
  @Access(withObject)
  address!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A link to the same file that needs no token, valid until expiresAt. Null unless READY.',
  })
  @Access(withObject)
  url!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When url stops working: 15 minutes after this answer. A later answer has a new url.',
  })
  @Access(withObject)
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the file is removed. Null until READY, and for files of feeds, which newer ones replace.',
  })
  @Access(withObject)
  availableUntil!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why there is no file, and what to do.' })
  @Access(withObject)
  error!: string | null;

  @Field(() => [ExportColumnType], { description: 'The columns in their order.' })
  @Access(withObject)
  columns!: ExportColumnType[];

  organizationId!: string;

  static from(stored: StoredExport, { links, now }: { links: ExportLinks; now: Date }): ExportType {
    const { id, organizationId, dataset, format, layout, includesPersonalData, month, state, error } = stored;
    const { dataAsOf, requestedAt, startedAt, finishedAt, availableUntil, rowsWritten, rowsExpected } = stored;
    const isOver = availableUntil !== null && availableUntil <= now;
    const shown: ExportState = state === 'READY' && isOver ? 'EXPIRED' : state;
    const isReady = shown === 'READY';
    const link = isReady ? links.sign(stored, now) : null;
    const columns = columnsOf(datasetOf(stored), includesPersonalData);
    return objectOf(ExportType, {
      ...{ id, organizationId, dataset, format, layout, includesPersonalData, month, dataAsOf, error },
      ...{ requestedAt, startedAt, finishedAt, availableUntil, rowsExpected },
      organization: OrganizationStub.of(organizationId),
      state: shown,
      rowsWritten: state === 'QUEUED' ? null : rowsWritten,
      rows: isReady ? rowsWritten : null,
      bytes: isReady && Number(stored.bytes) <= MOST_INT ? Number(stored.bytes) : null,
      sha256: isReady ? stored.sha256 : null,
      fileName: fileNameOf(stored),
      mediaType: mediaTypeOf(format),
      address: links.addressOf(stored),
      url: link?.url ?? null,
      expiresAt: link?.expiresAt ?? null,
      columns: columns.map((column) => ExportColumnType.from(column)),
    });
  }
}

export const { Connection: ExportConnection } = connectionOf(() => ExportType, 'Export');
