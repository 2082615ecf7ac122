import './specializations.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Specialization } from './specialization.tsx';
import { groupsOf, summary } from './specialization-words.ts';

const route = getRouteApi('/signed-in/skills/specializations');

/** Every specialization: whether its skilling is met, not met, or unknown. */
export function SpecializationsPage(): ReactNode {
  const { specializations, problems } = route.useLoaderData();
  return (
    <>
      <p>
        <Link to="/skills">All designations</Link>
      </p>
      <Heading>Specializations</Heading>
      <MissingParts problems={problems} />
      <p>
        {summary(specializations)} A specialization also takes performance and an audit or references, which are not
        recorded here.
      </p>
      {groupsOf(specializations).map(({ heading, note, members }) => (
        <section key={heading} aria-label={heading}>
          <h2>
            {heading} ({members.length})
          </h2>
          {note !== undefined && <p className="quiet">{note}</p>}
          <ul className="specializations">
            {members.map((one) => (
              <Specialization key={one.code} specialization={one} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
