import { dayOf } from '../../domain/day.js';
import { listsAtRisk, type Risk, risksOf } from '../../domain/risk.js';
import { ruleSetOn } from '../../domain/rule-set.js';
import type { CreditsContext } from '../../graphql/context.js';
import { heldUntil } from '../../persistence/holder.store.js';

/**
 * Only holders of lists that have no more of them than enough can cost anything: so few are read by name, however large the
 * organisation is, and each of them is tried.
 */
export async function organizationRisks(
  organizationId: string,
  { loaders, reads, rules, now }: CreditsContext,
): Promise<{ risks: Risk[]; userIds: ReadonlyMap<string, string> }> {
  const on = dayOf(now);
  const ruleSet = ruleSetOn(rules.ruleSets, on);
  if (!ruleSet) return { risks: [], userIds: new Map() };
  const { holders, figures } = await loaders.score(organizationId, null);
  const lists = ruleSet.areas.flatMap((area) => listsAtRisk({ area, on }, holders));
  const found = await Promise.all(
    lists.map(({ list, people }) => loaders.holders.load({ organizationId, list, on, first: people })),
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
