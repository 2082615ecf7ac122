import { getRouteApi, redirect } from '@tanstack/react-router';
import { ask } from '../graphql/ask.ts';
import { MeDocument, type MeQuery } from '../graphql/documents.ts';
import { PageProblem } from '../graphql/page-problem.ts';
import { rememberRoles } from './roles-of-frame.ts';

/** The signed-in user and their organization. */
export type Me = NonNullable<MeQuery['viewer']> & { readonly organization: NonNullable<MeQuery['callerOrganization']> };

/** An operator of the platform, who is no user of an organization. */
const NO_USER = {
  code: 'FORBIDDEN',
  message: 'This work account belongs to no partner company. Sign in with another one.',
};

/** Asks who is signed in; without a session it goes to the start page. */
export async function askMe(back: string, signal: AbortSignal): Promise<Me> {
  try {
    const answer = await ask(MeDocument, {}, signal);
    const { viewer, callerOrganization: organization } = answer.data;
    if (viewer === null || organization === null) throw new PageProblem(answer.problems[0] ?? NO_USER);
    rememberRoles(viewer.roles);
    return { ...viewer, organization };
  } catch (error) {
    if (error instanceof PageProblem && error.isSignedOut) redirect({ to: '/', search: { return: back }, throw: true });
    throw error;
  }
}

const signedIn = getRouteApi('/signed-in');

/** The signed-in user, on every page but the start page. */
export function useMe(): Me {
  return signedIn.useLoaderData();
}
