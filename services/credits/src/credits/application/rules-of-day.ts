import { requiredOn } from '../../rules/domain/relevance.js';
import type { Rules } from '../../rules/store/load-rules.js';
import type { Day } from '../../values/domain/day.js';

/** What the states of credits need of the rule data of a day. */
export type RulesOfDay = {
  readonly named: ReadonlySet<string>;
  readonly namedCodes: readonly string[];
  readonly retired: readonly { readonly code: string; readonly until: Date }[];
  /** Retired credentials that count no longer. */
  readonly tailOverCodes: readonly string[];
};

/** The newest day of each rule data: they do not change while the process runs. */
const newest = new WeakMap<Rules, { readonly day: Day; readonly of: RulesOfDay }>();

/** The rule data of a day, computed once per day. */
export function rulesOfDay(rules: Rules, day: Day): RulesOfDay {
  const known = newest.get(rules);
  if (known?.day === day) return known.of;
  const of = computed(rules, day);
  newest.set(rules, { day, of });
  return of;
}

function computed(rules: Rules, day: Day): RulesOfDay {
  const named = requiredOn(rules, day);
  const retired = rules.catalog.credentials.flatMap(({ code, retirement }) =>
    retirement ? [{ code, ...retirement }] : [],
  );
  return {
    named,
    namedCodes: [...named],
    retired: retired.map(({ code, until }) => ({ code, until })),
    tailOverCodes: retired.filter(({ countsThrough }) => countsThrough < day).map(({ code }) => code),
  };
}
