import { Link, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { day } from '../text/dates.ts';
import { Loading } from './loading.tsx';
import { useMe } from './me.ts';
import { currentEntry, navigationFor } from './navigation.ts';
import { signOut } from './session.ts';
import { SessionOverDialog } from './session-over-dialog.tsx';
import { useFocusAfterNavigation } from './use-focus-after-navigation.ts';
import { useOneUserInAllTabs } from './use-one-user-in-all-tabs.ts';

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
            {me.displayName}, {me.organization.name}
          </span>
          <Button tone="quiet" onClick={signOut}>
            Sign out
          </Button>
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
