import './designation.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { MissingParts } from '../../../app/problem.tsx';
import { Badge } from '../../../design/badge.tsx';
import { Heading } from '../../../design/heading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { day } from '../../../text/dates.ts';
import { points } from '../../../text/numbers.ts';
import { recalculating } from '../recalculating.ts';
import { standing } from '../standing.ts';
import { trackName } from '../track.ts';
import { DayForm } from './day-form.tsx';
import { Metrics } from './metrics.tsx';
import { Path } from './path.tsx';

const OverTime = lazy(() => import('./over-time.tsx'));
const route = getRouteApi('/signed-in/skills/designation/$code');

/** One designation: every point of it, what is missing, and what may be lost. */
export function DesignationPage(): ReactNode {
  const { organization, designation, problems } = route.useLoaderData();
  const { on, anniversary } = route.useSearch();
  const { recalculation, plan, reserve } = organization;
  const { title, score, required, attained, track, ruleset } = designation;
  return (
    <>
      <p>
        <Link to="/skills">All designations</Link>
      </p>
      <Heading>{title}</Heading>
      <MissingParts problems={problems} />
      {recalculation != null && <Notice tone="warn">{recalculating(recalculation.peopleLeft)}</Notice>}
      <p className="score">
        <strong>{points(score)}</strong> of 100 points, {points(required)} needed{' '}
        {attained ? <Badge tone="good">Attained</Badge> : <Badge tone="quiet">Not attained</Badge>}{' '}
        {standing(designation)}
      </p>
      <p className="quiet">
        {on === undefined ? 'Live, as of' : 'As of the end of'} {day(designation.on)}, by the rules {ruleset} for the
        track {trackName(track)}.
      </p>
      <DayForm key={designation.on} on={designation.on} isLive={on === undefined} />
      <Metrics designation={designation} />
      {plan != null && (
        <Path plan={attained ? (reserve ?? plan) : plan} attained={attained} designation={designation} />
      )}
      <Suspense>
        <OverTime designation={designation} organization={organization} anniversary={anniversary} />
      </Suspense>
    </>
  );
}
