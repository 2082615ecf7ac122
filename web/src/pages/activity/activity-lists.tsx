import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ActivityList } from './activity-list.ts';

type ActivityListsProps = {
  readonly lists: readonly (readonly [list: ActivityList, label: string])[];
  /** The one that the page shows. */
  readonly shown: ActivityList;
};

/** The lists of a page, each of them an address with the same dates. */
export function ActivityLists({ lists, shown }: ActivityListsProps): ReactNode {
  return (
    <nav className="tabs" aria-label="Activity of">
      <ul>
        {lists.map(([list, label]) => (
          <li key={list}>
            <Link
              to="."
              search={(search) => ({ ...search, list, after: undefined })}
              activeOptions={{ exact: true }}
              aria-current={list === shown ? 'page' : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
