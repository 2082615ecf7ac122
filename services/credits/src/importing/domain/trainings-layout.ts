import { readCompletionRow } from './completion-row.js';
import type { CredentialNames } from './find-credential.js';
import type { Columns, LayoutMatch, ReadingContext } from './layout.js';
import { parseWrittenDate } from './written-date.js';

const REQUIRED = ['TrainingCompletionDate', 'MCPID'];
const NAMING = ['TrainingActivityId', 'TrainingTitle'];
const USED = [...REQUIRED, ...NAMING, 'TrainingType', 'ExpirationDate', 'ActivationStatus'];
/** The personRef that an export without personal data has in place of the profile id. */
const PERSON_REF = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The vendor's export "Trainings", and our layout PARTNER_CENTER_TRAININGS, by column names: the vendor writes them in
 * more than one order. undefined for other columns. Names, addresses and the partner are ignored.
 */
export function matchTrainingsLayout(
  columns: Columns,
  { source, now }: ReadingContext,
  credentials: CredentialNames,
): LayoutMatch | undefined {
  if (!columns.has('TrainingCompletionDate') && !columns.has('TrainingActivityId')) return undefined;
  const missing = REQUIRED.find((name) => !columns.has(name));
  if (missing !== undefined) return { fault: `The first line names no column ${missing}. Export it with this column.` };
  if (!NAMING.some((name) => columns.has(name))) {
    return { fault: `The first line names neither ${NAMING.join(' nor ')}. Export it with one of them.` };
  }
  const twice = columns.twice(USED);
  if (twice !== undefined) return { fault: `The first line names the column ${twice} twice.` };
  const read = {
    code: columns.reader('TrainingActivityId'),
    title: columns.reader('TrainingTitle'),
    kind: columns.reader('TrainingType'),
    status: columns.reader('ActivationStatus'),
    profileId: columns.namedReader('MCPID'),
    achievedAt: columns.namedReader('TrainingCompletionDate'),
    expiresOn: columns.namedReader('ExpirationDate'),
  };
  return {
    layout: {
      name: 'TRAININGS',
      identity: 'completion',
      dateColumns: columns.positions('TrainingCompletionDate', 'ExpirationDate'),
      readRow: (cells, order) => {
        const row = {
          profileId: read.profileId(cells),
          achievedAt: read.achievedAt(cells),
          expiresOn: read.expiresOn(cells),
        };
        if (PERSON_REF.test(row.profileId.text)) {
          return {
            fault: 'MCPID is a personRef: the export is without personal data. Request it with includePersonalData.',
          };
        }
        const expiry = parseWrittenDate(row.expiresOn.text, order);
        if (!isActive(read.status(cells)) && !(expiry && expiry < now)) {
          return {
            fault:
              `ActivationStatus is ${JSON.stringify(read.status(cells).slice(0, 40))} before the credential expires: ` +
              'the vendor has withdrawn it. Revoke it here if it is recorded.',
          };
        }
        const found = credentials.find({ code: read.code(cells), title: read.title(cells), kind: read.kind(cells) });
        return readCompletionRow(row, found, { order, source });
      },
    },
  };
}

function isActive(status: string): boolean {
  return status === '' || status.toLowerCase() === 'active';
}
