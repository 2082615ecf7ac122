import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { type CredentialList, listedOn } from '../../rules/domain/credential-list.js';
import type { Day } from '../../values/domain/day.js';
import { byCredential, type CountingHolding, holdersOf } from '../domain/holder.js';
import { listHoldingsOn } from '../store/holdings-on-day.store.js';

/** The holders to list: the organization, the list of credentials, the day and their number. */
export type HoldersAsked = {
  readonly organizationId: string;
  readonly list: CredentialList;
  readonly on: Day;
  readonly first: number;
};

/** The first holders of lists in counting order. All lists of a day share one statement. */
export function holdersByList(reads: RequestReads) {
  return new DataLoader<HoldersAsked, CountingHolding[], string>(holdersOfAll, {
    cacheKeyFn: ({ organizationId, list, on, first }) => `${organizationId} ${list.id} ${on} ${first}`,
  });

  async function holdersOfAll(asked: readonly HoldersAsked[]): Promise<CountingHolding[][]> {
    const days = Map.groupBy(asked, ({ on }) => on);
    const found = new Map(
      await Promise.all([...days].map(async ([on, ofDay]) => [on, await firstOn(ofDay, on)] as const)),
    );
    return asked.map(({ organizationId, list, on, first }) => {
      const holdings = (found.get(on) ?? []).filter((one) => one.organizationId === organizationId);
      return holdersOf(list, on, byCredential(holdings)).slice(0, first);
    });
  }

  async function firstOn(asked: readonly HoldersAsked[], on: Day) {
    const codes = asked.flatMap(({ organizationId, list }) =>
      listedOn(list, on).map((credentialCode) => ({ organizationId, credentialCode })),
    );
    const distinct = [
      ...new Map(codes.map((code) => [`${code.organizationId} ${code.credentialCode}`, code])).values(),
    ];
    const first = Math.max(...asked.map((one) => one.first));
    return (await listHoldingsOn(reads, { first, codes: distinct, people: [] }, on)).first;
  }
}
