import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { buttonClass } from '../../../design/button.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { day } from '../../../text/dates.ts';
import { recalculating } from '../recalculating.ts';
import { Attention } from './attention.tsx';
import { highestFirst } from './overview-words.ts';
import { Scores } from './scores.tsx';

const route = getRouteApi('/signed-in/skills');

/** Where do we stand, what is missing, what may we lose. */
export function SkillsPage(): ReactNode {
  const { organization, designations, problems } = route.useLoaderData();
  const { nextReportAt, recalculation } = organization;
  return (
    <>
      <Heading>Skills</Heading>
      <MissingParts problems={problems} />
      {recalculation !== null && <Notice tone="warn">{recalculating(recalculation.peopleLeft)}</Notice>}
      <p>
        These scores are live. {nextReportAt !== null && `The next Skills Report is published on ${day(nextReportAt)}.`}
      </p>
      <p className="acts">
        <Link className={buttonClass('main')} to="/skills/what-if">
          What if…
        </Link>
        <Link className={buttonClass('plain')} to="/skills/specializations">
          Specializations
        </Link>
        <Link className={buttonClass('plain')} to="/skills/breakdown">
          By department
        </Link>
        <Link className={buttonClass('plain')} to="/skills/report">
          Skills Report
        </Link>
      </p>
      <Scores designations={highestFirst(designations)} />
      <Attention organization={organization} designations={designations} />
    </>
  );
}
