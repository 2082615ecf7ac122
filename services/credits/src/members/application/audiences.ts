import { allow, allowSilently } from '@app/subgraph-kit/access/access';

/** Callers who see credits and reports with the names of people. */
const WITH_NAMES = ['GLOBAL_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'reports:read.pii'] as const;

/** Credits, scores and reports of an organization; REPORT_VIEWER and reports:read see no names, personRef only. */
export const creditReaders = allow(...WITH_NAMES, 'REPORT_VIEWER', 'reports:read');

/** Credits and achievements of one user. */
export const personAndNameReaders = allow('self', ...WITH_NAMES);

/** Whom a credit belongs to, null without an error for others; search and order by name follow it. */
export const seesNames = allowSilently('self', ...WITH_NAMES);

/** Whom a Skills Report is about, null without an error for others; search and order by name follow it. */
export const reportNames = allowSilently(...WITH_NAMES);
