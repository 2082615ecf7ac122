import { allow, allows, authorize } from '@app/subgraph-kit/access/access';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { reportNames } from '../../members/application/audiences.js';
import type { ExportContent, ExportDataset } from '../domain/export-content.js';
import { EXPORT_DATASETS } from '../domain/export-content.js';

/** Callers who make and read exports; with personal data only those who see it elsewhere too. */
export const exporters = allow(
  'GLOBAL_ADMIN',
  'PARTNER_ADMIN',
  'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER',
  'exports:run',
);

/** The links of others, with the profiles: not for EXECUTIVE_REPORT_VIEWER. */
const linkReaders = allow('GLOBAL_ADMIN', 'PARTNER_ADMIN', 'reports:read.pii');

/** What decides who may make or read an export. */
export type ExportSubject = Pick<ExportContent, 'dataset' | 'includesPersonalData'> & {
  readonly organizationId: string;
};

function readersOfPeople(dataset: ExportDataset) {
  return dataset === 'ASSOCIATIONS' ? linkReaders : reportNames;
}

/** Whether the caller may make and read such an export. */
export function mayExport(caller: Caller, { organizationId, dataset, includesPersonalData }: ExportSubject): boolean {
  const allowed = allows(exporters, caller, { organizationId });
  return allowed && (!includesPersonalData || allows(readersOfPeople(dataset), caller, { organizationId }));
}

/** Throws UNAUTHENTICATED or FORBIDDEN unless the caller may make such an export; the message names what is missing. */
export function authorizeExport(caller: Caller, subject: ExportSubject): void {
  const { organizationId, dataset, includesPersonalData } = subject;
  authorize(exporters, caller, { organizationId });
  if (includesPersonalData) authorize(readersOfPeople(dataset), caller, { organizationId });
}

/** The datasets of an organization whose personal data the caller may see in exports. */
export function personalDatasets(caller: Caller, organizationId: string): ExportDataset[] {
  return EXPORT_DATASETS.filter((dataset) =>
    mayExport(caller, { organizationId, dataset, includesPersonalData: true }),
  );
}
