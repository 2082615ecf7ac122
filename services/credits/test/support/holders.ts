import {
  byCredential,
  type CountingHolding,
  type HoldingsByCredential,
  holdersOf,
} from '../../src/holdings/domain/holder.js';
import type { CredentialList } from '../../src/rules/domain/credential-list.js';
import type { Day } from '../../src/values/domain/day.js';

/** The holdings of a day, counted over all people. */
export function holdersAmong(holdings: readonly CountingHolding[], on: Day) {
  const held = byCredential(holdings);
  const holders = (list: CredentialList) => holdersOf(list, on, held);
  return {
    held,
    count: (list: CredentialList) => holders(list).length,
    named: (list: CredentialList) => holders(list).map(({ personRef }) => personRef),
  };
}

/** The first holders of each credential in counting order, as the database lists them. */
export function firstOfEach(held: HoldingsByCredential, first: number): HoldingsByCredential {
  const earliest = (a: CountingHolding, b: CountingHolding) =>
    a.achievedAt.getTime() - b.achievedAt.getTime() || (a.personRef < b.personRef ? -1 : 1);
  return new Map([...held].map(([code, holdings]) => [code, [...holdings].sort(earliest).slice(0, first)]));
}
