import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../../values/domain/names-of.js';
import { EXPORT_DATASETS, EXPORT_FORMATS, EXPORT_LAYOUTS, EXPORT_STATES } from '../../domain/export-content.js';

export const ExportDatasetEnum = namesOf(EXPORT_DATASETS);
registerEnumType(ExportDatasetEnum, {
  name: 'ExportDataset',
  description: 'What an export lists.',
  valuesConfig: {
    SKILLS_REPORT: { description: 'The rows of a published Skills Report, which never change.' },
    CREDITS: { description: 'Every credit of the organization with its state at the instant of the data.' },
    ASSOCIATIONS: {
      description:
        'Every link of a learning profile with the organization. With personal data not for EXECUTIVE_REPORT_VIEWER.',
    },
    LEARN_ANALYTICS: { description: 'Every completed module and learning path of currently linked people.' },
  },
});

export const ExportFormatEnum = namesOf(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, {
  name: 'ExportFormat',
  description: 'The format of a file. In CSV, TSV and XLSX no text is run as a formula.',
  valuesConfig: {
    CSV: { description: 'Comma-separated, UTF-8, with a header. Text that begins like a formula gets an apostrophe.' },
    TSV: { description: 'The same, separated by tabs.' },
    JSONL: { description: 'One JSON object a line, values unchanged.' },
    PARQUET: { description: 'Columns with types and statistics, values unchanged.' },
    XLSX: { description: 'A workbook with one sheet; at most 1,048,575 rows.' },
  },
});

export const ExportLayoutEnum = namesOf(EXPORT_LAYOUTS);
registerEnumType(ExportLayoutEnum, {
  name: 'ExportLayout',
  description: 'The columns of a file.',
  valuesConfig: {
    STANDARD: { description: 'The columns of this API. Columns are added, never renamed or removed.' },
    PARTNER_CENTER_TRAININGS: {
      description: 'The names of the columns of trainings exports of Partner Center; SKILLS_REPORT only.',
    },
  },
});

export const ExportStateEnum = namesOf(EXPORT_STATES);
registerEnumType(ExportStateEnum, {
  name: 'ExportState',
  description: 'How far an export is.',
  valuesConfig: {
    QUEUED: { description: 'It is not begun yet.' },
    RUNNING: { description: 'The file is being written.' },
    READY: { description: 'The file is complete and can be downloaded.' },
    FAILED: { description: 'There is no file; error says why.' },
    EXPIRED: { description: 'The file was removed after its time, or the export was canceled.' },
  },
});
