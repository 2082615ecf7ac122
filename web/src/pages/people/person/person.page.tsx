import '../people.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { Heading } from '../../../design/heading.tsx';
import { PeopleActs } from '../acts/people-acts.tsx';
import { personOf } from '../acts/person.ts';
import { PersonActs } from '../acts/person-acts.tsx';
import { PersonAccount } from './person-account.tsx';
import { PersonCredits } from './person-credits.tsx';
import { PersonLinks } from './person-links.tsx';

const route = getRouteApi('/signed-in/people/$id');

/** One person, and what the user may do about them. */
export function PersonPage(): ReactNode {
  const { user, titles, problems } = route.useLoaderData();
  const person = personOf(user);
  const links = user.associations?.nodes;
  const notLinked = person.account?.status === 'ACTIVE' && links?.every(({ endedAt }) => endedAt !== null) === true;
  return (
    <PeopleActs>
      <p>
        <Link to="/people">All people</Link>
      </p>
      <Heading>{user.displayName}</Heading>
      <MissingParts problems={problems} />
      <PersonActs person={person} notLinked={notLinked} />
      <PersonAccount person={person} work={user} />
      {links === undefined ? (
        <p className="quiet">Global admins and Partner admins see the links of a person.</p>
      ) : (
        <PersonLinks links={links} />
      )}
      {user.credits != null && <PersonCredits credits={user.credits} titles={titles} />}
    </PeopleActs>
  );
}
