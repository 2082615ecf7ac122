import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../app/me.ts';
import { MissingParts } from '../../app/problem.tsx';
import { useFreshWhenShown } from '../../app/use-fresh-when-shown.ts';
import { Heading } from '../../design/heading.tsx';
import { CalendarSection } from './calendar/calendar-section.tsx';
import { LinkSlot } from './link-slot.tsx';
import { MailSection } from './mail/mail-section.tsx';
import { MyCredits } from './my-credits.tsx';
import { useSettling } from './use-settling.ts';

const route = getRouteApi('/signed-in/profile');

/** My Learn profile: a slot for each learning source, and what becomes of the user's credits. */
export function MyLearnProfilePage(): ReactNode {
  const { data, problems } = route.useLoaderData();
  const { associate } = route.useSearch();
  const { organization } = useMe();
  const { viewer, designationTitles } = data;
  const newest = [viewer?.learnNewest?.nodes[0], viewer?.universityNewest?.nodes[0]];
  useFreshWhenShown();
  useSettling(newest.flatMap((link) => [link?.startedAt, link?.endedAt]));
  return (
    <>
      <Heading>My Learn profile</Heading>
      <MissingParts problems={problems} />
      <div className="panels">
        <LinkSlot
          source="MICROSOFT_LEARN"
          company={organization.name}
          signedInAgain={associate === 'MICROSOFT_LEARN'}
          facts={{
            linked: viewer?.learn ?? null,
            allowance: viewer?.learnAllowance ?? null,
            newest: newest[0],
          }}
        />
        <LinkSlot
          source="PARTNER_UNIVERSITY"
          company={organization.name}
          signedInAgain={associate === 'PARTNER_UNIVERSITY'}
          facts={{
            linked: viewer?.university ?? null,
            allowance: viewer?.universityAllowance ?? null,
            newest: newest[1],
          }}
        />
      </div>
      <p className="acts">
        <Link to="/profile/history">All earlier links</Link>
        <Link to="/profile/activity">My activity</Link>
      </p>
      {viewer?.credits != null && <MyCredits credits={viewer.credits} titles={designationTitles ?? []} />}
      {viewer?.credits != null && <CalendarSection calendar={viewer.calendarFeed} />}
      {viewer?.mailPreferences != null && <MailSection mail={viewer.mailPreferences} />}
    </>
  );
}
