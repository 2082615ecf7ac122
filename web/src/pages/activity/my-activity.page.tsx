import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../app/problem.tsx';
import { Heading } from '../../design/heading.tsx';
import { ActivityLists } from './activity-lists.tsx';
import { ActivityTable } from './activity-table.tsx';

const route = getRouteApi('/signed-in/profile/activity');

/** What happened to the own links and to the own account, newest first. */
export function MyActivityPage(): ReactNode {
  const { activity, linkActivity, problems } = route.useLoaderData();
  const list = activity ?? linkActivity;
  const shown = linkActivity === undefined ? 'accounts' : 'links';
  return (
    <>
      <Heading>My activity</Heading>
      <MissingParts problems={problems} />
      <ActivityLists
        lists={[
          ['links', 'My links'],
          ['accounts', 'My account'],
        ]}
        shown={shown}
      />
      {list != null && (
        <ActivityTable
          list={list}
          label={shown === 'links' ? 'Activity of my links' : 'Activity of my account'}
          withPeople={false}
        />
      )}
      <p className="acts">
        <Link to="/profile">Back to My Learn profile</Link>
      </p>
    </>
  );
}
