import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CountingHolding } from '../../holdings/domain/holder.js';
import { listHeldUntil } from '../../holdings/store/holdings-on-day.store.js';
import { listLinkedPeople } from '../../members/store/person.store.js';
import { type CredentialList, listOf } from '../../rules/domain/credential-list.js';
import type { Area } from '../../rules/domain/rule-set.js';
import { dayOf } from '../../values/domain/day.js';
import type { Colleague } from '../domain/cheapest-path.js';
import { offersFor } from '../domain/offer.js';
import { type MissingHolders, missingHolders, type PathFacts } from '../domain/path-goal.js';

export type ColleagueSources = {
  readonly holders: {
    load(asked: {
      organizationId: string;
      list: CredentialList;
      on: PathFacts['on'];
      first: number;
    }): Promise<CountingHolding[]>;
  };
  readonly reads: RequestReads;
  readonly now: Date;
};

/** Lists that lack holders are short: among this many holders of a prerequisite enough people lack the rest. */
const FIRST = 100;

/**
 * People of the organization who could take a part of a path: people of the two hundred latest links, and holders of a
 * prerequisite. Leavers are left out.
 */
export async function colleaguesFor(
  organizationId: string,
  areas: readonly Area[],
  facts: PathFacts,
  { holders, reads, now }: ColleagueSources,
): Promise<Colleague[]> {
  const missing = missingHolders(areas, facts);
  if (missing.length === 0) return [];
  const on = dayOf(now);
  const first = Math.max(
    FIRST,
    missing.reduce((sum, one) => sum + one.missing + facts.holders(one.list), 0),
  );
  const found = await Promise.all(
    prerequisiteLists(missing, facts).map((list) => holders.load({ organizationId, list, on, first })),
  );
  const holding = [...new Set(found.flat().map(({ personRef }) => personRef))];
  const linked = await listLinkedPeople(reads, organizationId, holding, now);
  const held = await listHeldUntil(
    reads,
    [...linked.keys()].map((personRef) => ({ organizationId, personRef })),
    on,
  );
  const byPerson = Map.groupBy(held, ({ personRef }) => personRef);
  return [...linked].map(([personRef, sources]) => {
    const codes = (byPerson.get(personRef) ?? []).map(({ credentialCode }) => credentialCode);
    return { personRef, sources: new Set(sources), held: new Set(codes) };
  });
}

function prerequisiteLists(missing: readonly MissingHolders[], { catalog, on }: PathFacts): CredentialList[] {
  const offers = offersFor(
    missing.map(({ list }) => list),
    catalog,
    on,
  );
  const lists = offers.flatMap(({ needs }) => (needs.length > 0 ? [listOf(needs)] : []));
  return [...new Map(lists.map((list) => [list.id, list])).values()];
}
