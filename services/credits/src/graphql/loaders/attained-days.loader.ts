import type { RequestReads } from '@app/subgraph-kit/reads';
import DataLoader from 'dataloader';
import { attainedSpans, type DaySpan, type ScoreHistory } from '../../domain/attained-days.js';
import type { CredentialList } from '../../domain/credential-list.js';
import type { Day } from '../../domain/day.js';
import { listsWithin } from '../../domain/enough-people.js';
import type { HolderCount } from '../../domain/people-metric.js';
import { alwaysInForce, type RuleSet } from '../../domain/rule-set.js';
import { type HoldersOfDay, holdersFewerByDay } from '../../persistence/holders-ending.store.js';
import { plannedFigures } from '../../persistence/planned-figures.store.js';
import type { Rules } from '../../rules/load-rules.js';
import type { OrganizationScore } from './score-by-organization.loader.js';

/** A designation of an organization, and the days that are looked at, both inclusive. */
export type AttainedAsked = {
  readonly organizationId: string;
  readonly designation: string;
  readonly from: Day;
  readonly through: Day;
  /** The rules of every day; null: those of each day. */
  readonly ruleSet: RuleSet | null;
};

type ScoreOf = (organizationId: string, on: Day) => Promise<OrganizationScore>;

/** The days on which designations are attained: all designations and organizations of the same days in three statements. */
export function attainedDays(reads: RequestReads, rules: Rules, score: ScoreOf) {
  return new DataLoader<AttainedAsked, DaySpan[], string>(spansOfAll, {
    cacheKeyFn: (asked) => [asked.organizationId, asked.designation, windowOf(asked)].join(' '),
  });

  async function spansOfAll(asked: readonly AttainedAsked[]): Promise<DaySpan[][]> {
    const windows = Map.groupBy(asked, windowOf);
    const histories = new Map<string, ScoreHistory>();
    await Promise.all(
      [...windows].map(async ([window, [first, ...others]]) => {
        if (!first || first.through < first.from) return;
        const ids = [...new Set([first, ...others].map(({ organizationId }) => organizationId))];
        for (const [id, history] of await historiesOf(ids, first)) histories.set(`${id} ${window}`, history);
      }),
    );
    return asked.map((one) => {
      const history = histories.get(`${one.organizationId} ${windowOf(one)}`);
      return history ? attainedSpans(one.designation, one.from, one.through, history) : [];
    });
  }

  async function historiesOf(ids: readonly string[], { from, through, ruleSet }: AttainedAsked) {
    const ruleSets = ruleSet ? [alwaysInForce(ruleSet)] : rules.ruleSets;
    const lists = [...listsWithin(ruleSets, from, through).values()];
    const first = await Promise.all(ids.map((id) => score(id, from)));
    const wanted = ids.flatMap((organizationId, index) =>
      lists.map(({ list, people }) => {
        return { organizationId, listId: list.id, have: first[index]?.holders(list) ?? 0, enough: people };
      }),
    );
    const [changes, figures] = await Promise.all([
      holdersFewerByDay(reads, wanted, { after: from, through }),
      plannedFigures(reads, ids, { after: from, through }),
    ]);
    const changesOf = Map.groupBy(changes, ({ organizationId }) => organizationId);
    return ids.map((id, index): [string, ScoreHistory] => {
      const own = changesOf.get(id) ?? [];
      return [
        id,
        {
          ...{ ...rules, ruleSets },
          figures: [...(first[index]?.figures ?? []), ...figures.filter((one) => one.organizationId === id)],
          holdersOn: (day) => holdersOn(own, first[index]?.holders ?? (() => 0), day),
          changes: own.map(({ day }) => day),
        },
      ];
    });
  }
}

function windowOf({ from, through, ruleSet }: AttainedAsked): string {
  return [from, through, ruleSet?.id ?? ''].join(' ');
}

/** The numbers of a day: those of the last change of a list up to it, else those of the first day. */
function holdersOn(changes: readonly HoldersOfDay[], first: HolderCount, day: Day): HolderCount {
  const known = new Map<string, number>();
  for (const { listId, day: changed, after } of changes) if (changed <= day) known.set(listId, after);
  return (list: CredentialList) => known.get(list.id) ?? first(list);
}
