import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../design/button.tsx';
import { Heading } from '../design/heading.tsx';
import { Notice } from '../design/notice.tsx';
import { signInAddress } from './session/session.ts';

const REASONS = {
  over: 'The sign-in took too long, or was finished before. Please start it again.',
  failed: 'The sign-in did not succeed. Please try again, with your work account.',
  'no-cookie': 'The browser has no cookie of the sign-in: it was finished before, or the browser keeps no cookies.',
  busy: 'Too many requests come from your network. Please wait a minute, then start again.',
} as const;

const route = getRouteApi('/');

/** The page before the sign-in; it says why the user is here. */
export function StartPage(): ReactNode {
  const search = route.useSearch();
  const { consoleAt } = route.useLoaderData();
  const reason = search['sign-in'];
  const signedOutHere = search['sign-out'] === 'here';
  const keepsNoCookies = !navigator.cookieEnabled || reason === 'no-cookie';
  return (
    <main className="start">
      <Heading>Link your learning profile</Heading>
      {reason !== undefined && <Notice tone="warn">{REASONS[reason]}</Notice>}
      {keepsNoCookies && (
        <Notice tone="warn">
          Signing in needs cookies. Allow them for <strong>{window.location.host}</strong> in the settings of the
          browser, or use another browser. Then start again.
        </Notice>
      )}
      {signedOutHere && (
        <Notice tone="warn">
          You are signed out of this application. Your work account may still be signed in for others: close the browser
          on a computer that other people use.
        </Notice>
      )}
      <p>
        Your certifications from Microsoft Learn and your assessments from Partner University count for your company
        once you have linked your profile. Sign in with the work account of your company.
      </p>
      <p>
        <a className={buttonClass('main')} href={signInAddress(search.return ?? '/profile', signedOutHere)}>
          Sign in
        </a>
      </p>
      <p className="quiet">No account yet? A Global admin or Account admin of your company invites you.</p>
      {consoleAt !== undefined && (
        <p className="quiet">
          This is a development stack. Its <a href={consoleAt}>console</a> lists accounts and sends operations.
        </p>
      )}
    </main>
  );
}
