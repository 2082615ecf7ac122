import type { Catalog } from '../../catalog/domain/catalog.js';
import { type CredentialList, listOf } from './credential-list.js';
import { type RuleSet, rulesOfTrack, TRACKS } from './rule-set.js';
import { listsNamedBy } from './skilling-expression.js';
import type { Specialization } from './specialization.js';

type RuleData = {
  readonly catalog: Catalog;
  readonly ruleSets: readonly RuleSet[];
  readonly specializations: readonly Specialization[];
};

const KNOWN = new WeakMap<RuleData, readonly CredentialList[]>();

/** Every list that a requirement of any version names, or that a named credential requires, each once. */
export function requiredLists(rules: RuleData): readonly CredentialList[] {
  const known = KNOWN.get(rules);
  if (known) return known;
  const lists = listsRequiredBy(rules);
  KNOWN.set(rules, lists);
  return lists;
}

function listsRequiredBy(rules: RuleData): CredentialList[] {
  const ofSteps = rules.ruleSets.flatMap(({ areas }) =>
    areas.flatMap(({ metrics }) =>
      metrics.flatMap((metric) =>
        metric.kind === 'people' ? TRACKS.flatMap((track) => rulesOfTrack(metric.tracks, track)?.steps ?? []) : [],
      ),
    ),
  );
  const lists = [
    ...ofSteps.map(({ anyOf }) => listOf(anyOf)),
    ...rules.specializations.flatMap(({ skilling }) => listsNamedBy(skilling)),
  ];
  const named = new Set(lists.flatMap(({ members }) => members.map(({ credentialCode }) => credentialCode)));
  const needed = [...named].flatMap((code) => {
    const { prerequisites } = rules.catalog.get(code) ?? { prerequisites: [] };
    return prerequisites.length > 0 ? [listOf(prerequisites)] : [];
  });
  return [...new Map([...lists, ...needed].map((list) => [list.id, list])).values()];
}
