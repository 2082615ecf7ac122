import type { LearningSource } from '../../catalog/domain/catalog.js';
import { parseProfileId } from '../../catalog/domain/profile-id.js';
import { dayOf } from '../../values/domain/day.js';
import { completionId } from './completion-id.js';
import type { FoundCredential } from './find-credential.js';
import type { NamedCell, ReadRow } from './layout.js';
import { parseWrittenDate, type WrittenOrder } from './written-date.js';

/** The cells of a row that states a completion, with the names of their columns for messages. */
export type CompletionCells = {
  readonly profileId: NamedCell;
  readonly achievedAt: NamedCell;
  readonly expiresOn: NamedCell;
};

/** Reads the row of a file that states completions without ids of their own. */
export function readCompletionRow(
  cells: CompletionCells,
  found: FoundCredential,
  { order, source }: { readonly order: WrittenOrder; readonly source: LearningSource },
): ReadRow {
  const profileId = cells.profileId.text;
  if (profileId === '') {
    return { fault: `${cells.profileId.column} is empty. Export with personal data, or leave the row out.` };
  }
  if (/^\d+[.,]\d+E\+?\d+$/i.test(profileId)) {
    return { fault: `${cells.profileId.column} was rounded by a spreadsheet. Export the file again.` };
  }
  if (!parseProfileId(source, profileId)) {
    return { fault: `${cells.profileId.column} is no profile id of ${source}.` };
  }
  if ('fault' in found) return found;
  const { credential } = found;
  if (credential.source !== source) {
    return { fault: `${credential.code} belongs to ${credential.source}. Import the file for that source too.` };
  }
  const achievedAt = parseWrittenDate(cells.achievedAt.text, order);
  if (!achievedAt) return { fault: dateFault(cells.achievedAt, order) };
  const expiry = cells.expiresOn.text === '' ? undefined : parseWrittenDate(cells.expiresOn.text, order);
  if (cells.expiresOn.text !== '' && !expiry) return { fault: dateFault(cells.expiresOn, order) };
  const day = dayOf(achievedAt);
  const record = {
    externalId: completionId({ profileId, credentialCode: credential.code, day }),
    profileId,
    credentialCode: credential.code,
    achievedAt: achievedAt.toISOString(),
    ...(expiry && { expiresOn: dayOf(expiry) }),
  };
  return { record };
}

const FORMS: Record<WrittenOrder, string> = {
  iso: '2026-12-31 or 2026-12-31 23:59:59',
  'day-first': '2026-12-31 23:59:59 or 31/12/2026 23:59',
  'month-first': '2026-12-31 23:59:59 or 12/31/2026 23:59',
};

function dateFault({ column, text }: NamedCell, order: WrittenOrder): string {
  if (text === '') return `${column} is empty.`;
  return `${column}: ${shown(text)} is no date of the form ${FORMS[order]}.`;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
