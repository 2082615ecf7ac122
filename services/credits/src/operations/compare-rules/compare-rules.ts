import type { RequestReads } from '@app/subgraph-kit/reads';
import { type Day, dayOf, lastInstantOf } from '../../domain/day.js';
import type { DesignationOutcome } from '../../domain/designation.js';
import { fractionText } from '../../domain/fraction.js';
import { scoreOrganization } from '../../domain/organization-score.js';
import type { RuleSet } from '../../domain/rule-set.js';
import { organizationPages } from '../../persistence/organization-page.store.js';
import { figuresOf } from '../../persistence/partner-figure.store.js';
import { scoringFacts } from '../../persistence/scoring-facts.store.js';
import type { Rules } from '../../rules/load-rules.js';

/** One organisation under both versions: a line for each designation that comes out differently. */
export type Comparison = { readonly id: string; readonly name: string; readonly changes: readonly string[] };

/** Scores every organisation within reach on a day by both versions, whatever days they are made for. */
export async function* compareRules(
  reads: RequestReads,
  { from, to, on, now, rules }: { from: RuleSet; to: RuleSet; on: Day; now: Date; rules: Rules },
): AsyncGenerator<Comparison> {
  const live = on === dayOf(now);
  const asOf = live ? now : lastInstantOf(on);
  for await (const organizations of organizationPages(reads)) {
    const ids = organizations.map(({ id }) => id);
    const reports = Map.groupBy(await scoringFacts(reads, ids, { asOf, live }), ({ organizationId }) => organizationId);
    const figures = Map.groupBy(await figuresOf(reads, ids, on), ({ organizationId }) => organizationId);
    for (const { id, name } of organizations) {
      const known = { reports: reports.get(id) ?? [], figures: figures.get(id) ?? [] };
      const [before, after] = [from, to].map(
        (ruleSet) => scoreOrganization({ ...rules, ...known, asOf, ruleSets: [always(ruleSet)] }).designations,
      );
      yield { id, name, changes: changesOf(before ?? [], after ?? []) };
    }
  }
}

function always(ruleSet: RuleSet): RuleSet {
  return { ...ruleSet, effectiveFrom: '0001-01-01' as Day, effectiveTo: null };
}

function changesOf(before: readonly DesignationOutcome[], after: readonly DesignationOutcome[]): string[] {
  const codes = new Set([...before, ...after].map(({ area }) => area.id));
  return [...codes].flatMap((code) => {
    const [old, now] = [before, after].map((outcomes) => textOf(outcomes.find(({ area }) => area.id === code)));
    return old === now ? [] : [`${code} ${old} → ${now}`];
  });
}

function textOf(outcome: DesignationOutcome | undefined): string {
  if (!outcome) return 'not in it';
  return `${fractionText(outcome.score)} ${outcome.track}${outcome.attained ? ' attained' : ''}`;
}
