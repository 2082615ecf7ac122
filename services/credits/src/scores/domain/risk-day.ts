import type { Catalog } from '../../catalog/domain/catalog.js';
import { listedOn } from '../../rules/domain/credential-list.js';
import type { PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { HolderCount } from '../../rules/domain/people-metric.js';
import { type RuleSet, ruleSetOn } from '../../rules/domain/rule-set.js';
import { addDays, type Day } from '../../values/domain/day.js';
import { compare } from '../../values/domain/fraction.js';
import { type ScoreFacts, scoreDesignation } from './designation.js';
import { enoughPeople } from './enough-people.js';
import { codesOf, heldOn, isRetired, type PersonAtRisk, type Risk, type RiskCause, riskBetween } from './risk.js';

/** A day on which a list loses holders, with the numbers of holders before and after all ends of the day. */
export type EndingDay = {
  readonly on: Day;
  readonly before: HolderCount;
  readonly after: HolderCount;
  /** People who lose a holding on the day. */
  readonly people: readonly PersonAtRisk[];
};

/** The points that future days cost, with all known expiries up to each day, by the rules and figures of the day. */
export function risksOfDays(
  days: readonly EndingDay[],
  ruleSets: readonly RuleSet[],
  { catalog, figures }: { readonly catalog: Catalog; readonly figures: readonly PartnerFigure[] },
): Risk[] {
  return days.flatMap(({ on, before, after, people }) => {
    const ruleSet = ruleSetOn(ruleSets, on);
    return (ruleSet?.areas ?? []).flatMap((area) => {
      const lists = enoughPeople(area, on).map(({ list }) => listedOn(list, on));
      const lost = people.filter((person) => {
        const [held, left] = [heldOn(person, addDays(on, -1)), heldOn(person, on)];
        return lists.some((codes) => codes.some((code) => held.has(code)) && !codes.some((code) => left.has(code)));
      });
      if (!ruleSet || lost.length === 0) return [];
      const score = (holders: HolderCount) =>
        scoreDesignation(area, ruleSet, { catalog, on, figures, holders } satisfies Omit<ScoreFacts, 'ruleSets'>);
      const together = lost.map(({ personRef }) => personRef).sort();
      const credentialCodes = codesOf(lost.flatMap((person) => endingOf(person, on, lists.flat())));
      const cause = causeOf(lost, on, lists.flat(), catalog);
      return riskBetween(score(before), score(after), { cause, credentialCodes, on, together });
    });
  });
}

/**
 * Merges risks of days with those of single people; a person's own risk of the day replaces the same risk of the day.
 */
export function withDays(risks: readonly Risk[], ofDays: readonly Risk[]): Risk[] {
  const same = (one: Risk, day: Risk) =>
    one.on === day.on && one.designation === day.designation && one.personRef === day.personRef;
  const covers = (one: Risk, day: Risk) =>
    day.together.length === 1 && same(one, day) && compare(one.pointsLost, day.pointsLost) >= 0;
  const own = risks.map((one) => {
    const losesDesignation = one.losesDesignation || ofDays.some((day) => covers(one, day) && day.losesDesignation);
    return { ...one, losesDesignation };
  });
  return [...own, ...ofDays.filter((day) => !risks.some((one) => covers(one, day)))];
}

/** The cause is an expiry as soon as something expires on the day. */
function causeOf(people: readonly PersonAtRisk[], on: Day, codes: readonly string[], catalog: Catalog): RiskCause {
  const causes = people.flatMap((person) => {
    if (person.leavesOn === on) return ['DEPARTURE' as const];
    const ending = endingOf(person, on, codes);
    return ending.map(({ credentialCode }) => (isRetired(credentialCode, on, catalog) ? 'RETIREMENT' : 'EXPIRY'));
  });
  if (causes.includes('EXPIRY')) return 'EXPIRY';
  return causes.includes('RETIREMENT') ? 'RETIREMENT' : 'DEPARTURE';
}

/** What ends for a person on a day; nothing of a person who leaves then with everything. */
function endingOf({ leavesOn, held }: PersonAtRisk, on: Day, codes: readonly string[]): PersonAtRisk['held'] {
  if (leavesOn === on) return [];
  return held.filter(({ credentialCode, until }) => until === on && codes.includes(credentialCode));
}
