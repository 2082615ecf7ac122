import { readCompletionRow } from './completion-row.js';
import type { CredentialNames } from './find-credential.js';
import type { Columns, LayoutMatch, ReadingContext } from './layout.js';

const IDENTIFYING = ['source', 'credential_code', 'achieved_at'];
const USED = [...IDENTIFYING, 'profile_id', 'credential_title', 'kind', 'expires_on'];

/** The layout STANDARD of our own exports; undefined for other columns. Columns that an import does not need are ignored. */
export function matchStandardLayout(
  columns: Columns,
  { source }: ReadingContext,
  credentials: CredentialNames,
): LayoutMatch | undefined {
  if (!columns.has(...IDENTIFYING) || columns.has('external_id')) return undefined;
  if (!columns.has('profile_id')) {
    return {
      fault: 'The export has no profile ids. Request the Skills Report with includePersonalData, and import that file.',
    };
  }
  const twice = columns.twice(USED);
  if (twice !== undefined) return { fault: `The first line names the column ${twice} twice.` };
  const read = {
    source: columns.reader('source'),
    code: columns.reader('credential_code'),
    title: columns.reader('credential_title'),
    kind: columns.reader('kind'),
    profileId: columns.namedReader('profile_id'),
    achievedAt: columns.namedReader('achieved_at'),
    expiresOn: columns.namedReader('expires_on'),
  };
  return {
    layout: {
      name: 'STANDARD',
      identity: 'completion',
      dateColumns: columns.positions('achieved_at', 'expires_on'),
      readRow: (cells, order) => {
        const stated = read.source(cells);
        if (stated !== source) {
          return { fault: `The row is of source ${JSON.stringify(stated)}. Import the file for that source too.` };
        }
        const found = credentials.find({ code: read.code(cells), title: read.title(cells), kind: read.kind(cells) });
        const { profileId, achievedAt, expiresOn } = read;
        const row = { profileId: profileId(cells), achievedAt: achievedAt(cells), expiresOn: expiresOn(cells) };
        return readCompletionRow(row, found, { order, source });
      },
    },
  };
}
