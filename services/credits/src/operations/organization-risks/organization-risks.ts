import type { RequestReads } from '@app/subgraph-kit/reads';
import type { CredentialList } from '../../domain/credential-list.js';
import { type Day, dayOf } from '../../domain/day.js';
import type { ScoreFacts } from '../../domain/designation.js';
import type { CountingHolding } from '../../domain/holder.js';
import { listsAtRisk, type Risk, risksOf } from '../../domain/risk.js';
import { ruleSetOn } from '../../domain/rule-set.js';
import { heldUntil } from '../../persistence/holder.store.js';
import type { Rules } from '../../rules/load-rules.js';

/** What the request has at hand: the score of today, and the first holders of lists by name. */
export type RiskSources = {
  readonly score: (organizationId: string, on: null) => Promise<Pick<ScoreFacts, 'holders' | 'figures'>>;
  readonly holders: {
    load(asked: { organizationId: string; list: CredentialList; on: Day; first: number }): Promise<CountingHolding[]>;
  };
  readonly reads: RequestReads;
  readonly rules: Rules;
  readonly now: Date;
};

/**
 * Only holders of lists that have no more of them than enough can cost anything: so few are read by name, however large the
 * organisation is, and each of them is tried.
 */
export async function organizationRisks(
  organizationId: string,
  { score, holders: named, reads, rules, now }: RiskSources,
): Promise<{ risks: Risk[]; userIds: ReadonlyMap<string, string> }> {
  const on = dayOf(now);
  const ruleSet = ruleSetOn(rules.ruleSets, on);
  if (!ruleSet) return { risks: [], userIds: new Map() };
  const { holders, figures } = await score(organizationId, null);
  const lists = ruleSet.areas.flatMap((area) => listsAtRisk({ area, on }, holders));
  const found = await Promise.all(
    lists.map(({ list, people }) => named.load({ organizationId, list, on, first: people })),
  );
  const refs = [...new Set(found.flat().map(({ personRef }) => personRef))];
  const held = await heldUntil(
    reads,
    refs.map((personRef) => ({ organizationId, personRef })),
    on,
  );
  const people = [...Map.groupBy(held, ({ personRef }) => personRef)].map(([personRef, theirs]) => {
    const leaves = theirs[0]?.leavesReportAt ?? null;
    return { personRef, leavesOn: leaves && dayOf(leaves), held: theirs };
  });
  return {
    risks: risksOf(people, ruleSet, { catalogue: rules.catalogue, on, holders, figures }),
    userIds: new Map(held.map(({ personRef, userId }) => [personRef, userId])),
  };
}
