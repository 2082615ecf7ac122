import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CountingHolding } from '../../holdings/domain/holder.js';
import { listHeldUntil } from '../../holdings/store/holdings-on-day.store.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { type Day, dayOf } from '../../values/domain/day.js';
import type { ScoreFacts } from '../domain/designation.js';
import { gateRisksOf } from '../domain/gate-holder.js';
import { listsAtRisk, type Risk, riskHorizon, risksOf, worstFirst } from '../domain/risk.js';
import { risksOfDays, withDays } from '../domain/risk-day.js';
import { plannedFigures } from '../store/planned-figures.store.js';
import { endingDays } from './ending-days.js';

/** Today's score, and the first holders of lists. */
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
 * Lists with more holders than they need cost nothing when one leaves. The holders of the other lists are few in an
 * organization of any size; each of them is tried.
 */
export async function organizationRisks(
  organizationId: string,
  { score, holders: firstHolders, reads, rules, now }: RiskSources,
): Promise<{ risks: Risk[]; userIds: ReadonlyMap<string, string> }> {
  const on = dayOf(now);
  const ruleSet = ruleSetOn(rules.ruleSets, on);
  if (!ruleSet) return { risks: [], userIds: new Map() };
  const { holders, figures } = await score(organizationId, null);
  const lists = ruleSet.areas.flatMap((area) => listsAtRisk({ area, on }, holders));
  const [found, days, planned] = await Promise.all([
    Promise.all(lists.map(({ list, people }) => firstHolders.load({ organizationId, list, on, first: people }))),
    endingDays(organizationId, { on, holders, ruleSets: rules.ruleSets }, reads),
    plannedFigures(reads, [organizationId], { after: on, through: riskHorizon(on) }),
  ]);
  const first = new Set(found.flat().map(({ personRef }) => personRef));
  const refs = [...new Set([...first, ...days.flatMap(({ personRefs }) => personRefs)])];
  const held = await listHeldUntil(
    reads,
    refs.map((personRef) => ({ organizationId, personRef })),
    on,
  );
  const people = [...Map.groupBy(held, ({ personRef }) => personRef)].map(([personRef, theirs]) => {
    const leaves = theirs[0]?.leavesReportAt ?? null;
    return { personRef, leavesOn: leaves && dayOf(leaves), held: theirs };
  });
  const byRef = new Map(people.map((person) => [person.personRef, person]));
  const { catalog } = rules;
  const named = people.filter(({ personRef }) => first.has(personRef));
  const facts = { catalog, on, holders, figures };
  const own = [...risksOf(named, ruleSet, facts), ...gateRisksOf(named, ruleSet, facts)];
  const ofDays = risksOfDays(
    days.map((day) => ({ ...day, people: day.personRefs.flatMap((ref) => byRef.get(ref) ?? []) })),
    rules.ruleSets,
    { catalog, figures: [...figures, ...planned] },
  );
  return {
    risks: withDays(own, ofDays).sort(worstFirst),
    userIds: new Map(held.map(({ personRef, userId }) => [personRef, userId])),
  };
}
