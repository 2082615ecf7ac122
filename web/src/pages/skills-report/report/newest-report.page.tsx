import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Heading } from '../../../design/heading.tsx';
import { day } from '../../../text/dates.ts';

const route = getRouteApi('/signed-in/skills/report');

/** The page of an organization without any report. */
export function NewestReportPage(): ReactNode {
  const { nextReportAt } = route.useLoaderData();
  return (
    <>
      <Heading>Skills Report</Heading>
      <p>
        Your company has no Skills Report yet.
        {nextReportAt !== null && ` The first one is published on ${day(nextReportAt)}, at 00:00 UTC.`} It lists the
        certifications of all people who are linked on that day, and never changes.
      </p>
    </>
  );
}
