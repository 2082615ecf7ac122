import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../app/problem.tsx';
import { Badge } from '../../design/badge.tsx';
import { Heading } from '../../design/heading.tsx';
import { Wide } from '../../design/wide.tsx';
import type { PastLinkFragment } from '../../graphql/documents.ts';
import { instant } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { ending, sourceName } from './link-words.ts';

const route = getRouteApi('/signed-in/profile/history');

/** Every link of the user, with why it ended. */
export function LinkHistoryPage(): ReactNode {
  const { data, problems } = route.useLoaderData();
  const links = data.viewer?.associations;
  return (
    <>
      <Heading>My earlier links</Heading>
      <MissingParts problems={problems} />
      {links != null && <p role="status">{counted(links.totalCount ?? links.nodes.length, 'link', 'links')}</p>}
      {links?.nodes.length === 0 && <p>Each profile that you link to your company is listed here, with its dates.</p>}
      {links != null && links.nodes.length > 0 && <LinkTable links={links.nodes} />}
      <p className="acts">
        <Link to="/profile">Back to My Learn profile</Link>
        {links?.pageInfo.hasNextPage && (
          <Link to="/profile/history" search={{ after: links.pageInfo.endCursor ?? undefined }}>
            Next 50
          </Link>
        )}
      </p>
    </>
  );
}

function LinkTable({ links }: { readonly links: readonly PastLinkFragment[] }): ReactNode {
  return (
    <Wide label="My earlier links">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Profile</th>
            <th scope="col">Learning source</th>
            <th scope="col">Counts for</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col">Why it ended</th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr key={link.id}>
              <th scope="row">{link.profileId}</th>
              <td>{sourceName(link.source)}</td>
              <td data-label="Counts for">{link.organization?.name}</td>
              <td data-label="From">{instant(link.startedAt)}</td>
              <td data-label="Until">
                {link.endedAt === null ? <Badge tone="good">Linked</Badge> : instant(link.endedAt)}
              </td>
              <td>{ending(link.endReason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
