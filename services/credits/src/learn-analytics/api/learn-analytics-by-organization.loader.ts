import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import {
  countLearnPeople,
  type LearnDimension,
  type LearnMonth,
  type LearnPeriod,
  type LearnPerson,
  type LearnSlice,
  type LearnTotals,
  learnMonths,
  learnPeople,
  learnTop,
  learnTotals,
  type PeopleSearch,
} from '../store/learn-analytics.store.js';

type PeoplePage = Parameters<typeof learnPeople>[3];

/** Learn analytics by organization: one statement reads all organizations with the same arguments. */
export function learnAnalyticsByOrganization(reads: RequestReads) {
  const asked = new Map<string, DataLoader<string, never[]>>();

  function rows<Row extends { readonly organizationId: string }>(
    organizationId: string,
    question: unknown[],
    read: (ids: readonly string[]) => Promise<Row[]>,
  ): Promise<Row[]> {
    const key = JSON.stringify(question);
    const known = asked.get(key) as DataLoader<string, Row[]> | undefined;
    const loader =
      known ??
      new DataLoader<string, Row[]>(async (ids) => {
        const byOrganization = Map.groupBy(await read(ids), (row) => row.organizationId);
        return ids.map((id) => byOrganization.get(id) ?? []);
      });
    asked.set(key, loader as DataLoader<string, never[]>);
    return loader.load(organizationId);
  }

  return {
    async totals(organizationId: string, period: LearnPeriod): Promise<LearnTotals> {
      const [total] = await rows(organizationId, ['totals', period], (ids) => learnTotals(reads, ids, period));
      return total ?? { organizationId, people: 0, trained: 0, modules: 0, paths: 0 };
    },
    months: (organizationId: string, period: LearnPeriod): Promise<LearnMonth[]> =>
      rows(organizationId, ['months', period], (ids) => learnMonths(reads, ids, period)),
    top: (
      organizationId: string,
      period: LearnPeriod,
      wanted: { readonly dimension: LearnDimension; readonly first: number },
    ): Promise<LearnSlice[]> =>
      rows(organizationId, ['top', period, wanted], (ids) => learnTop(reads, ids, period, wanted)),
    people: (organizationId: string, period: LearnPeriod, page: PeoplePage): Promise<LearnPerson[]> =>
      rows(organizationId, ['people', period, page], (ids) => learnPeople(reads, ids, period, page)),
    async found(organizationId: string, period: LearnPeriod, search: PeopleSearch): Promise<number | null> {
      const counted = await rows(organizationId, ['found', period, search], (ids) =>
        countLearnPeople(reads, ids, period, search),
      );
      return counted[0]?.people ?? null;
    },
  };
}
