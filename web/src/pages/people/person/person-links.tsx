import type { ReactNode } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { PersonLinkFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { endingWord, sourceName } from '../link-words.ts';

/** The links of a person, active and ended, newest first. */
export function PersonLinks({ links }: { readonly links: readonly PersonLinkFragment[] }): ReactNode {
  return (
    <section aria-labelledby="links">
      <h2 id="links">Links</h2>
      {links.length === 0 ? (
        <p>This person has never linked a profile. Only they can do it, on their own page.</p>
      ) : (
        <Wide label="Links">
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">Learning source</th>
                <th scope="col">Profile</th>
                <th scope="col">From</th>
                <th scope="col">Until</th>
              </tr>
            </thead>
            <tbody>
              {links.map(({ id, source, profileId, startedAt, endedAt, endReason }) => (
                <tr key={id}>
                  <th scope="row">{sourceName(source)}</th>
                  <td data-label="Profile">{profileId}</td>
                  <td data-label="From">{day(startedAt)}</td>
                  <td data-label="Until">
                    {endedAt === null ? <Badge tone="good">Linked</Badge> : `${day(endedAt)}: ${endingWord(endReason)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}
