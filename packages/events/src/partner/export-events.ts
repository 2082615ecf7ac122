import { z } from 'zod';
import { partnerEvent } from './event-contract.js';

const EXAMPLE_EXPORT = '0193b16c-08f2-7b94-8d15-6e3a7c2f0b91';
const fields = {
  exportId: z.uuid(),
  dataset: z.enum(['SKILLS_REPORT', 'CREDITS', 'ASSOCIATIONS', 'LEARN_ANALYTICS']),
  format: z.enum(['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX']),
  /** The month of a Skills Report; null for other datasets. */
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable(),
};

/** A requested export can be downloaded. */
export const exportReady = partnerEvent({
  type: 'export.ready',
  description: 'A requested export can be downloaded. The address requires a token: it is no signed link.',
  subject: 'the id of the export',
  data: z.object({
    ...fields,
    rows: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    address: z.url(),
  }),
  example: {
    subject: EXAMPLE_EXPORT,
    subjectVersion: 1,
    data: {
      exportId: EXAMPLE_EXPORT,
      dataset: 'SKILLS_REPORT',
      format: 'PARQUET',
      month: '2026-11',
      rows: 1_000_000,
      bytes: 15_827_353,
      sha256: '9f0c2d7e5b8a41636cde0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e',
      address: `https://skill-link.example/exports/${EXAMPLE_EXPORT}/skills-report-2026-11.parquet`,
    },
  },
});

/** A requested export failed. */
export const exportFailed = partnerEvent({
  type: 'export.failed',
  description: 'A requested export failed; it can be requested again.',
  subject: 'the id of the export',
  data: z.object({ ...fields, error: z.string() }),
  example: {
    subject: EXAMPLE_EXPORT,
    subjectVersion: 1,
    data: {
      exportId: EXAMPLE_EXPORT,
      dataset: 'SKILLS_REPORT',
      format: 'PARQUET',
      month: '2026-11',
      error: 'There is no space left for the file. Request the export again later.',
    },
  },
});
