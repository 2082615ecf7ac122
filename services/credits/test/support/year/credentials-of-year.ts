import type { LearningSource } from '../../../src/catalog/domain/catalog.js';

/** Facts of the public pages about the credentials of the year, written independently. */
export type CredentialOfYear = {
  readonly kind: 'CERTIFICATION' | 'ASSESSMENT';
  readonly source: LearningSource;
  /** Valid for a year from the day; otherwise without expiry. */
  readonly expires: boolean;
  /** The last day (US Central) on which it can be earned, and the last (UTC) on which it counts. */
  readonly retired?: readonly [date: string, countsThrough: string];
  /** The first day on which no requirement names it. */
  readonly namedUntil?: string;
};

const certification = { kind: 'CERTIFICATION', source: 'MICROSOFT_LEARN', expires: true } as const;

export const CREDENTIALS: Readonly<Record<string, CredentialOfYear>> = {
  'AZ-ADMIN': certification,
  'AZ-SEC': { ...certification, retired: ['2026-08-31', '2027-08-31'] },
  'SEC-OPS': certification,
  IAM: certification,
  'INFO-PROT': { ...certification, retired: ['2025-05-31', '2026-05-31'] },
  'AZ-DS': { ...certification, retired: ['2026-06-01', '2027-06-01'] },
  'AZ-DATAENG': { ...certification, retired: ['2025-03-31', '2026-03-31'], namedUntil: '2026-07-01' },
  'PP-APPMAKER': { ...certification, namedUntil: '2023-12-01' },
  'M365-FUND': { ...certification, expires: false, retired: ['2026-03-31', '2027-03-31'] },
  'ASSESS:TEAMS-MTR': {
    kind: 'ASSESSMENT',
    source: 'PARTNER_UNIVERSITY',
    expires: false,
    retired: ['2026-06-15', '2027-06-15'],
  },
};

export function codesOf(source: LearningSource): string[] {
  return Object.keys(CREDENTIALS).filter((code) => CREDENTIALS[code]?.source === source);
}
