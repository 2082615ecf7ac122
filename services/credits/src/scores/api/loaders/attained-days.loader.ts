import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { type HoldersOfDay, listShortfallsByDay } from '../../../holdings/store/holders-ending.store.js';
import type { CredentialList } from '../../../rules/domain/credential-list.js';
import type { HolderCount } from '../../../rules/domain/people-metric.js';
import { alwaysInForce, type RuleSet } from '../../../rules/domain/rule-set.js';
import type { Rules } from '../../../rules/store/load-rules.js';
import { type Day, FIRST_DAY } from '../../../values/domain/day.js';
import { attainedSpans, type DaySpan, type ScoreHistory } from '../../domain/attained-days.js';
import { listsWithin } from '../../domain/enough-people.js';
import { plannedFigures } from '../../store/planned-figures.store.js';
import type { OrganizationScore } from './score-by-organization.loader.js';

/** A designation of an organization, and a range of days, both ends included. */
export type AttainedAsked = {
  readonly organizationId: string;
  readonly designation: string;
  readonly from: Day;
  readonly through: Day;
  /** The rule set of every day; null: the one in force on each day. */
  readonly ruleSet: RuleSet | null;
};

type ScoreOf = (organizationId: string, on: Day) => Promise<OrganizationScore>;

/** Days on which designations are attained: three statements for all requests with the same rules. */
export function attainedDays(reads: RequestReads, rules: Rules, score: ScoreOf) {
  return new DataLoader<AttainedAsked, DaySpan[], string>(spansOfAll, {
    cacheKeyFn: ({ organizationId, designation, from, through, ruleSet }) =>
      [organizationId, designation, from, through, ruleSet?.id ?? ''].join(' '),
  });

  async function spansOfAll(asked: readonly AttainedAsked[]): Promise<DaySpan[][]> {
    const byRules = Map.groupBy(asked, ({ ruleSet }) => ruleSet);
    const histories = new Map(
      await Promise.all(
        [...byRules].map(async ([ruleSet, all]) => [ruleSet, await groupHistories(all, ruleSet)] as const),
      ),
    );
    return asked.map(({ organizationId, designation, from, through, ruleSet }) => {
      const history = histories.get(ruleSet)?.get(organizationId);
      return history ? attainedSpans(designation, from, through, history) : [];
    });
  }

  /** From the earliest to the latest requested day: windows of many days take as many statements as one. */
  async function groupHistories(asked: readonly AttainedAsked[], ruleSet: RuleSet | null) {
    const ids = [...new Set(asked.map(({ organizationId }) => organizationId))];
    const from = asked.map((one) => one.from).sort()[0] ?? FIRST_DAY;
    const through =
      asked
        .map((one) => one.through)
        .sort()
        .at(-1) ?? FIRST_DAY;
    const ruleSets = ruleSet ? [alwaysInForce(ruleSet)] : rules.ruleSets;
    const lists = [...listsWithin(ruleSets, from, through).values()];
    const first = await Promise.all(ids.map((id) => score(id, from)));
    const wanted = ids.flatMap((organizationId, index) =>
      lists.map(({ list, people }) => {
        return { organizationId, list, have: first[index]?.holders(list) ?? 0, enough: people };
      }),
    );
    const [changes, figures] = await Promise.all([
      listShortfallsByDay(reads, wanted, { after: from, through }),
      plannedFigures(reads, ids, { after: from, through }),
    ]);
    const changesOf = Map.groupBy(changes, ({ organizationId }) => organizationId);
    const histories = ids.map((id, index): [string, ScoreHistory] => {
      const own = changesOf.get(id) ?? [];
      const history = {
        ...{ ...rules, ruleSets },
        figures: [...(first[index]?.figures ?? []), ...figures.filter((one) => one.organizationId === id)],
        holdersOn: (day: Day) => holdersOn(own, first[index]?.holders ?? (() => 0), day),
        changes: own.map(({ day }) => day),
      };
      return [id, history];
    });
    return new Map(histories);
  }
}

/** The counts of a day: those of the last change of a list up to it, or those of the first day. */
function holdersOn(changes: readonly HoldersOfDay[], first: HolderCount, day: Day): HolderCount {
  const known = new Map<string, number>();
  for (const { listId, day: changed, after } of changes) if (changed <= day) known.set(listId, after);
  return (list: CredentialList) => known.get(list.id) ?? first(list);
}
