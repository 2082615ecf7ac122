import type { RequestReads } from '@app/subgraph-kit/database/reads';
import {
  type HoldersOfDay,
  listHoldersEnding,
  listShortfallsByDay,
} from '../../holdings/store/holders-ending.store.js';
import { listedOn } from '../../rules/domain/credential-list.js';
import type { HolderCount } from '../../rules/domain/people-metric.js';
import type { RuleSet } from '../../rules/domain/rule-set.js';
import type { Day } from '../../values/domain/day.js';
import { listsWithin } from '../domain/enough-people.js';
import { riskHorizon } from '../domain/risk.js';

/** A future day on which a list has fewer holders than it needs, and the people who lose a holding on it. */
export type FoundDay = {
  readonly on: Day;
  readonly before: HolderCount;
  readonly after: HolderCount;
  readonly personRefs: readonly string[];
};

/** The days of the next year that may cost points, in order, with the numbers of holders after all known changes. */
export async function endingDays(
  organizationId: string,
  { on, holders, ruleSets }: { on: Day; holders: HolderCount; ruleSets: readonly RuleSet[] },
  reads: RequestReads,
): Promise<FoundDay[]> {
  const through = riskHorizon(on);
  const lists = listsWithin(ruleSets, on, through);
  const wanted = [...lists.values()].map(({ list, people }) => {
    return { organizationId, list, have: holders(list), enough: people };
  });
  const changes = await listShortfallsByDay(reads, wanted, { after: on, through });
  const fewer = changes.filter(({ before, after }) => after < before);
  const ends = fewer.flatMap(({ listId, day }) => {
    const list = lists.get(listId)?.list;
    return list ? listedOn(list, day).map((credentialCode) => ({ credentialCode, day })) : [];
  });
  const ending = Map.groupBy(await listHoldersEnding(reads, organizationId, ends), ({ day }) => day);
  const days = [...new Set(fewer.map(({ day }) => day))];
  return days.map((day) => ({
    on: day,
    before: countOn(changes, holders, (one) => (one.day < day ? one.after : one.day === day ? one.before : null)),
    after: countOn(changes, holders, (one) => (one.day <= day ? one.after : null)),
    personRefs: (ending.get(day) ?? []).map(({ personRef }) => personRef),
  }));
}

/** The last known number of holders of a list; today's when it does not change. */
function countOn(
  changes: readonly HoldersOfDay[],
  holders: HolderCount,
  numberOf: (change: HoldersOfDay) => number | null,
): HolderCount {
  const known = new Map(
    changes.flatMap((one) => {
      const people = numberOf(one);
      return people === null ? [] : [[one.listId, people] as const];
    }),
  );
  return (list) => known.get(list.id) ?? holders(list);
}
