import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Pager } from '../../design/pager.tsx';
import { useFocusOnChange } from '../../design/use-focus-on-change.ts';
import { Wide } from '../../design/wide.tsx';
import type { AccountActivityFragment, LinkedActivityFragment } from '../../graphql/documents.ts';
import { instant } from '../../text/dates.ts';
import { counted } from '../../text/numbers.ts';
import { accountText, actorText, linkText } from './activity-words.ts';

type List<Entry> = {
  readonly totalCount: number | null;
  readonly nodes: readonly Entry[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

type ActivityTableProps = {
  readonly list: List<AccountActivityFragment | LinkedActivityFragment>;
  readonly label: string;
  /** Whether the entries are about several people. */
  readonly withPeople: boolean;
};

/** A page of entries, newest first, with the way to the next one. */
export function ActivityTable({ list, label, withPeople }: ActivityTableProps): ReactNode {
  const { after } = useSearch({ strict: false });
  const table = useFocusOnChange<HTMLElement>(after);
  const { nodes, totalCount, pageInfo } = list;
  return (
    <>
      <p role="status">{totalCount === null ? 'More than 10,000 entries' : counted(totalCount, 'entry', 'entries')}</p>
      {nodes.length === 0 && <p>What happens from now on is listed here, also attempts that were rejected.</p>}
      {nodes.length > 0 && (
        <Wide label={label} ref={table}>
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">When</th>
                {withPeople && <th scope="col">Person</th>}
                <th scope="col">What happened</th>
                <th scope="col">By whom</th>
              </tr>
            </thead>
            <tbody>
              {nodes.map((entry) => (
                <tr key={entry.id}>
                  <th scope="row">{instant(entry.at)}</th>
                  {withPeople && (
                    <td>
                      <bdi>{entry.user?.displayName ?? '–'}</bdi>
                    </td>
                  )}
                  <td>{textOf(entry)}</td>
                  <td data-label="By">
                    <bdi>{actorOf(entry)}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <Pager size={50} pageInfo={pageInfo} />
    </>
  );
}

function textOf(entry: AccountActivityFragment | LinkedActivityFragment): string {
  return 'source' in entry ? linkText(entry) : accountText(entry);
}

/** Links are changed by their person alone; another person is never named. */
function actorOf(entry: AccountActivityFragment | LinkedActivityFragment): string {
  if (!('source' in entry)) return actorText(entry, entry.actorUser?.displayName);
  if (entry.actor === 'another-person') return 'Another person';
  return actorText(entry, entry.actorKind === 'PERSON' ? entry.user?.displayName : undefined);
}
