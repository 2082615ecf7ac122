import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../app/me.ts';
import { MissingParts } from '../../app/problem.tsx';
import { managesUsers, seesLinks } from '../../app/roles.ts';
import { Field } from '../../design/field.tsx';
import { FilterForm } from '../../design/filter-form.tsx';
import { Heading } from '../../design/heading.tsx';
import { ActivityLists } from './activity-lists.tsx';
import { ActivityTable } from './activity-table.tsx';

const route = getRouteApi('/signed-in/people/activity');

/** What happened to the people of the organization and to their links, newest first. */
export function PeopleActivityPage(): ReactNode {
  const { userActivity, linkActivity, problems } = route.useLoaderData();
  const { from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const { roles } = useMe();
  const list = userActivity ?? linkActivity;
  const shown = linkActivity === undefined ? 'accounts' : 'links';
  return (
    <>
      <p>
        <Link to="/people">All people</Link>
      </p>
      <Heading>Activity</Heading>
      <MissingParts problems={problems} />
      {managesUsers(roles) && seesLinks(roles) && (
        <ActivityLists
          lists={[
            ['accounts', 'Accounts'],
            ['links', 'Links'],
          ]}
          shown={shown}
        />
      )}
      <FilterForm
        values={{ from, to }}
        act="Show"
        onFilter={(values) => void navigate({ search: (search) => ({ ...search, ...values, after: undefined }) })}
      >
        <Field label="From" name="from" type="date" />
        <Field label="Before" name="to" type="date" />
      </FilterForm>
      {list != null && (
        <ActivityTable
          list={list}
          label={shown === 'links' ? 'Activity of links' : 'Activity of accounts'}
          withPeople
        />
      )}
    </>
  );
}
