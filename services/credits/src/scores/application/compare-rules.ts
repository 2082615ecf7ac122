import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { pageOrganizations } from '../../members/store/organization-page.store.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { requiredLists } from '../../rules/domain/required-lists.js';
import { alwaysInForce, type RuleSet } from '../../rules/domain/rule-set.js';
import type { Rules } from '../../rules/store/load-rules.js';
import type { Day } from '../../values/domain/day.js';
import { fractionText } from '../../values/domain/fraction.js';
import { type DesignationOutcome, scoreDesignations } from '../domain/designation.js';
import { scoreFacts } from '../store/holder-count.store.js';

/** An organization by two rule sets: a line for each designation with another result. */
export type Comparison = { readonly id: string; readonly name: string; readonly changes: readonly string[] };

/** Scores every organization of the tenant scope on a day by both rule sets, regardless of their periods. */
export async function* compareRules(
  reads: RequestReads,
  { from, to, on, rules }: { from: RuleSet; to: RuleSet; on: Day; rules: Rules },
): AsyncGenerator<Comparison> {
  const versions = [alwaysInForce(from), alwaysInForce(to)];
  const lists = requiredLists({ ...rules, ruleSets: versions, specializations: [] });
  for await (const organizations of pageOrganizations(reads)) {
    const ids = organizations.map(({ id }) => id);
    const facts = new Map((await scoreFacts(reads, ids, lists, on)).map((one) => [one.organizationId, one]));
    for (const { id, name } of organizations) {
      const known = facts.get(id);
      const holders = (list: CredentialList) => known?.holders.get(list.id) ?? 0;
      const [before, after] = versions.map((ruleSet) =>
        scoreDesignations({ ...rules, ruleSets: [ruleSet], on, holders, figures: known?.figures ?? [] }),
      );
      yield { id, name, changes: changesOf(before ?? [], after ?? []) };
    }
  }
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
