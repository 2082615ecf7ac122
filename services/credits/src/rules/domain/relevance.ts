import type { Catalog, CredentialKind } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import { namedOn, type RuleSet, ruleSetOn } from './rule-set.js';
import { namedBy } from './skilling-expression.js';
import { namedBySpecializationsOn, offeredOn, type Specialization } from './specialization.js';

/** A credential that a requirement names on a day and that can count on it. */
export type RelevantCredential = {
  readonly code: string;
  readonly kind: CredentialKind;
  /** The last instant at which it can be earned. */
  readonly earnedUntil: Date | null;
  /** Codes of the designations, then of the specializations, that name it. */
  readonly relevantTo: readonly string[];
};

/** Every credential that a designation or specialization requires on a day (R19). */
export function requiredOn(
  rules: { readonly ruleSets: readonly RuleSet[]; readonly specializations: readonly Specialization[] },
  day: Day,
): Set<string> {
  const ruleSet = ruleSetOn(rules.ruleSets, day);
  // Before the first rule set there are no requirements.
  if (!ruleSet) return new Set();
  return new Set([...namedOn(ruleSet, day), ...namedBySpecializationsOn(rules.specializations, day)]);
}

/** The credentials that a Skills Report of a day may contain (R19); none before the first rule set. */
export function relevantOn(
  rules: {
    readonly catalog: Catalog;
    readonly ruleSets: readonly RuleSet[];
    readonly specializations: readonly Specialization[];
  },
  day: Day,
): RelevantCredential[] {
  const ruleSet = ruleSetOn(rules.ruleSets, day);
  if (!ruleSet) return [];
  const designations = ruleSet.areas.map((area) => [area.id, namedOn({ ...ruleSet, areas: [area] }, day)] as const);
  const specializations = rules.specializations
    .filter((one) => offeredOn(one, day))
    .map((one) => [one.id, new Set(namedBy(one.skilling))] as const);
  const requirements = [...designations, ...specializations];
  return rules.catalog.credentials.flatMap(({ code, kind, retirement }) => {
    const relevantTo = requirements.filter(([, named]) => named.has(code)).map(([id]) => id);
    const over = retirement !== null && day > retirement.countsThrough;
    return relevantTo.length === 0 || over ? [] : [{ code, kind, earnedUntil: retirement?.until ?? null, relevantTo }];
  });
}
