import type { Problem } from '@skill-link/client/outcome';
import { useEffect, useState } from 'react';
import { ask, part } from '../../../graphql/ask.ts';
import { DeletionDocument, ScoresWithoutDocument } from '../../../graphql/documents.ts';
import { PageProblem } from '../../../graphql/page-problem.ts';
import { sessionIsOver } from '../../../graphql/session-over.ts';
import { type Departure, departure, scoreSentences } from './deletion.ts';

/** What a deletion would do. `scores`: a sentence for each designation that changes; undefined where `problem` says why. */
export type Consequences =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'known';
      readonly departure: Departure;
      readonly scores: readonly string[] | undefined;
      readonly problem?: Problem | undefined;
    }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** Asks what the deletion of a user would do to report and score. */
export function useConsequences(userId: string): Consequences {
  const [found, setFound] = useState<Consequences>({ kind: 'asking' });
  useEffect(() => {
    const controller = new AbortController();
    setFound({ kind: 'asking' });
    consequencesOf(userId, controller.signal).then(setFound, (error: unknown) => {
      if (controller.signal.aborted) return;
      if (!(error instanceof PageProblem)) throw error;
      if (error.isSignedOut) sessionIsOver();
      setFound({ kind: 'unknown', problem: error.problem });
    });
    return () => controller.abort();
  }, [userId]);
  return found;
}

async function consequencesOf(id: string, signal: AbortSignal): Promise<Consequences> {
  const answer = await ask(DeletionDocument, { id }, signal);
  const user = part(answer, (data) => data.user);
  const organization = part(answer, (data) => data.callerOrganization);
  const leaving = { kind: 'known', departure: departure(user, organization.nextReportAt, new Date()) } as const;
  if (user.credits === null || organization.designations === null)
    return { ...leaving, scores: undefined, problem: answer.problems[0] };
  const personRef = user.credits.nodes[0]?.personRef;
  // A person who never had a credit here adds nothing.
  if (personRef === undefined) return { ...leaving, scores: [] };
  const simulated = await ask(ScoresWithoutDocument, { personRef }, signal);
  const without = simulated.data.callerOrganization?.simulate;
  if (without == null) return { ...leaving, scores: undefined, problem: simulated.problems[0] };
  return { ...leaving, scores: scoreSentences(organization.designations, without) };
}
