import '../people.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.ts';
import { MissingParts } from '../../../app/problem.tsx';
import { isGlobalAdmin, managesUsers, seesLinks } from '../../../app/roles.ts';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Pager } from '../../../design/pager.tsx';
import { PeopleActs } from '../acts/people-acts.tsx';
import { RosterSearch } from './roster-search.tsx';
import { RosterTable } from './roster-table.tsx';
import { summarySentence } from './roster-words.ts';
import { rowsOf } from './rows.ts';
import { StateFilter } from './state-filter.tsx';

const route = getRouteApi('/signed-in/people');

/** Who is linked, who is not and why, and what helps. */
export function PeoplePage(): ReactNode {
  const { organization, listed, problems } = route.useLoaderData();
  const { roles } = useMe();
  return (
    <PeopleActs>
      <div className="page-head">
        <Heading>People</Heading>
        <p className="acts">
          {(managesUsers(roles) || seesLinks(roles)) && (
            <Link className={buttonClass('plain')} to="/people/activity">
              Activity
            </Link>
          )}
          {isGlobalAdmin(roles) && (
            <Link className={buttonClass('plain')} to="/people/directory">
              Directory
            </Link>
          )}
          {managesUsers(roles) && (
            <Link className={buttonClass('main')} to="/people/invite">
              Invite…
            </Link>
          )}
        </p>
      </div>
      <MissingParts problems={problems} />
      {organization.linkSummary !== null && <p>{summarySentence(organization.linkSummary)}</p>}
      <StateFilter summary={organization.linkSummary} deleted={organization.allDeleted?.totalCount} />
      <RosterSearch />
      <RosterTable rows={rowsOf(organization)} totalCount={listed.totalCount} summary={organization.linkSummary} />
      <Pager size={50} pageInfo={listed.pageInfo} />
    </PeopleActs>
  );
}
