import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, type Item, type TestCredits } from './credits.js';

type Training = { title?: string; kind?: 'MODULE' | 'LEARNING_PATH'; roles?: string[]; products?: string[] };

/** A completed module, with the given changes. */
export function completed(profileId: string, uid: string, achievedAt: string, training: Training = {}): Item {
  const at = achievedAt.length === 10 ? `${achievedAt}T12:00:00.000Z` : achievedAt;
  return { profileId, training: { uid, kind: 'MODULE', title: `Title of ${uid}`, ...training }, achievedAt: at };
}

export function path(profileId: string, uid: string, achievedAt: string, training: Training = {}): Item {
  return completed(profileId, uid, achievedAt, { kind: 'LEARNING_PATH', ...training });
}

export type Analytics = {
  trainedIndividuals: number;
  moduleCompletions: number;
  learningPathCompletions: number;
  monthly: {
    month: string;
    newlyTrainedIndividuals: number;
    moduleCompletions: number;
    learningPathCompletions: number;
  }[];
  top: { label: string; completions: number }[];
  individuals: {
    totalCount: number | null;
    nodes: {
      personRef: string;
      person: { id: string } | null;
      moduleCompletions: number;
      learningPathCompletions: number;
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

export const TOTALS = 'trainedIndividuals moduleCompletions learningPathCompletions';
export const MONTHLY = 'monthly { month newlyTrainedIndividuals moduleCompletions learningPathCompletions }';
export const PEOPLE = `totalCount pageInfo { hasNextPage endCursor }
  nodes { personRef person { id } moduleCompletions learningPathCompletions }`;

/** Learn analytics of an organization from one day to another. */
export async function learnAnalytics(
  credits: TestCredits,
  organizationId: string,
  [from, to]: readonly [from: string, to: string],
  fields: string,
  caller: Caller = AUDITOR,
): Promise<Analytics> {
  await credits.allCounted();
  const field = `learnAnalytics(from: "${from}", to: "${to}") { ${fields} }`;
  const data = expectNoErrors(await credits.entity('Organization', organizationId, field, caller));
  return data._entities[0]?.learnAnalytics as never;
}

/** Short queries of Learn analytics, and people for them. */
export function analyticsOf(credits: TestCredits) {
  const ask = (organizationId: string, days: readonly [string, string], fields: string) =>
    learnAnalytics(credits, organizationId, days, fields);
  return {
    ask,
    async totals(organizationId: string, ...days: readonly [string, string]) {
      const totals = await ask(organizationId, days, TOTALS);
      return [totals.trainedIndividuals, totals.moduleCompletions, totals.learningPathCompletions];
    },
    monthly: async (organizationId: string, ...days: readonly [string, string]) =>
      (await ask(organizationId, days, MONTHLY)).monthly.map(Object.values),
    async aLearner(organizationId: string, link: { startedAt?: string; profileId?: string } = {}) {
      const user = await credits.aUser(organizationId);
      const association = await credits.aLink(user, link);
      return { user, association, profileId: association.profileId };
    },
  };
}
