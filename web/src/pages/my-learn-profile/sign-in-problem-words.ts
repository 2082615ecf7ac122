import type { AssociationFlowProblem } from '../../graphql/documents.ts';
import type { Known } from '../../text/words.ts';
import type { Source } from './link-words.ts';

/** What a sign-in that proves nothing means, and what helps. */
export type SignInProblemWords = { readonly what: string; readonly next: string };

type Terms = { readonly at: string; readonly earned: string; readonly id: string; readonly place: string };

const TERMS: Readonly<Record<Source, Terms>> = {
  MICROSOFT_LEARN: { at: 'Microsoft Learn', earned: 'exams', id: 'MCID', place: 'in the certification dashboard' },
  PARTNER_UNIVERSITY: {
    at: 'Partner University',
    earned: 'assessments',
    id: 'Partner University id',
    place: 'at Partner University',
  },
};

const PROBLEMS: Readonly<Record<Known<AssociationFlowProblem>, (terms: Terms) => SignInProblemWords>> = {
  ACCOUNT_NOT_CHOSEN: ({ at, earned }) => ({
    what: `The sign-in at ${at} ended before an account was chosen.`,
    next: `Start again, choose the account with which you took your ${earned}, and agree where ${at} asks.`,
  }),
  CANCELLED: ({ at }) => ({
    what: `The sign-in at ${at} was canceled.`,
    next: 'Start again whenever you like; you can choose another account.',
  }),
  DEAD: () => ({
    what: 'This sign-in was replaced by another one.',
    next: 'It was started again, perhaps in another tab, or opened in another browser. Go on there, or start again here.',
  }),
  EXPIRED: () => ({
    what: 'The ten minutes for this sign-in are over.',
    next: 'Start again; the sign-in and the confirmation have to happen within ten minutes.',
  }),
  MCID_NOT_GENERATED: ({ id, earned, place }) => ({
    what: `The profile of the account that signed in has no ${id} yet.`,
    next: `If you took your ${earned} with another account, often a personal one, start again and choose that one. Otherwise generate the ${id} ${place}, then start again.`,
  }),
  NOT_PROVEN: ({ at }) => ({
    what: `The sign-in at ${at} was not finished.`,
    next: 'Start again and follow its pages to the end.',
  }),
  NO_LEARNING_ACCOUNT: ({ at, earned, place }) => ({
    what: `${at} does not know the account that signed in.`,
    next: `If you took your ${earned} with another account, often a personal one, start again and choose that one. If you have no profile yet, create it ${place}, then start again.`,
  }),
  PROFILE_INCOMPLETE: ({ earned, place }) => ({
    what: 'The profile of the account that signed in is not complete.',
    next: `If you took your ${earned} with another account, often a personal one, start again and choose that one. Otherwise complete the profile ${place}, then start again.`,
  }),
  SIGN_IN_FAILED: ({ at }) => ({
    what: `The sign-in at ${at} failed.`,
    next: 'Try again in a few minutes. If it fails again, ask the support of this service.',
  }),
  UNKNOWN: () => ({
    what: 'This sign-in is not one of yours, or it no longer exists.',
    next: 'If you began it with another work account, sign in with that one. Otherwise start again.',
  }),
};

/** The words for a problem of the API; undefined for one that this version does not know. */
export function signInProblem(problem: string, source: Source): SignInProblemWords | undefined {
  const known = Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem as Known<AssociationFlowProblem>] : undefined;
  return known?.(TERMS[source]);
}
