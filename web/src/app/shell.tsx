import { Link, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Notice } from '../design/notice.tsx';
import { day } from '../text/dates.ts';
import { Loading } from './loading.tsx';
import { useMe } from './me.ts';
import { currentEntry, navigationFor } from './navigation.ts';
import { SessionOverDialog } from './session/session-over-dialog.tsx';
import { SignOut } from './session/sign-out.tsx';
import { useOneUserInAllTabs } from './session/use-one-user-in-all-tabs.ts';
import { useFocusAfterNavigation } from './use-focus-after-navigation.ts';

/** The frame of every page: skip link, navigation, the user, and the page itself. */
export function Shell(): ReactNode {
  const me = useMe();
  const current = currentEntry(useLocation().pathname);
  useFocusAfterNavigation();
  useOneUserInAllTabs(me.id);
  return (
    <>
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <header className="shell">
        <nav aria-label="Pages">
          <ul>
            {navigationFor(me.roles).map(({ to, label }) => (
              <li key={label}>
                <Link to={to} activeOptions={{ exact: to !== current?.to }}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="shell-user">
          <span>
            <bdi>{me.displayName}</bdi>, {me.organization.name}
          </span>
          <SignOut />
        </div>
      </header>
      <Loading />
      <main id="page" tabIndex={-1}>
        {me.leavesReportAt !== null && (
          <Notice tone="warn">
            Your company has ended your access. Your certifications count until {day(me.leavesReportAt)}; link them
            elsewhere at any time.
          </Notice>
        )}
        <Outlet />
      </main>
      <SessionOverDialog />
    </>
  );
}
