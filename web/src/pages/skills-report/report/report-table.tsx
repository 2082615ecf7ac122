import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import type { ReportRowsFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { PersonLink } from '../../../text/person-name.tsx';
import type { ReportOrder } from '../report-search.ts';
import { personOfRow } from '../report-words.ts';

const COLUMNS = [
  { label: 'Person', by: 'PERSON_ASC', direction: 'ascending', sign: '▲' },
  { label: 'Certification', by: 'CREDENTIAL_ASC', direction: 'ascending', sign: '▲' },
  { label: 'Earned', by: 'ACHIEVED_AT_DESC', direction: 'descending', sign: '▼' },
  { label: 'Valid until', by: 'EXPIRES_ON_ASC', direction: 'ascending', sign: '▲' },
] as const satisfies readonly { by: ReportOrder; [word: string]: string }[];

type ReportTableProps = {
  readonly rows: ReportRowsFragment['nodes'];
  readonly order: ReportOrder | undefined;
  /** The heads are links that sort. */
  readonly isSortable: boolean;
};

/** The rows of a report. */
export function ReportTable({ rows, order = 'PERSON_ASC', isSortable }: ReportTableProps): ReactNode {
  const hasProfiles = rows.some(({ profileId }) => profileId !== null);
  return (
    <table className="stacked">
      <thead>
        <tr>
          {COLUMNS.map(({ label, by, direction, sign }) => (
            <th key={by} scope="col" aria-sort={by === order ? direction : undefined}>
              {isSortable ? <SortLink label={label} by={by} /> : label}
              {by === order && <span aria-hidden="true"> {sign}</span>}
            </th>
          ))}
          {hasProfiles && <th scope="col">Profile</th>}
          <th scope="col">Leaving</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, profileId, credential, achievedAt, expiresOn, leaving, ...row }) => (
          <tr key={id}>
            <th scope="row">
              <PersonLink {...personOfRow(row)} />
            </th>
            <td>{credential.title}</td>
            <td className="nowrap" data-label="Earned">
              {day(achievedAt)}
            </td>
            <td className="nowrap" data-label="Valid until">
              {expiresOn === null ? 'always' : day(expiresOn)}
            </td>
            {hasProfiles && <td data-label="Profile">{profileId}</td>}
            <td>{leaving && <Badge tone="warn">Leaving</Badge>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SortLink({ label, by }: { readonly label: string; readonly by: ReportOrder }): ReactNode {
  const order = by === 'PERSON_ASC' ? undefined : by;
  return (
    <Link to="." search={(search) => ({ ...search, order, after: undefined })} resetScroll={false}>
      {label}
    </Link>
  );
}
