import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { CreditSelection } from '../store/credit-conditions.js';
import {
  type CreditPage,
  type CreditScope,
  countCreditsFound,
  countCreditsOf,
  type ListedCredit,
  listCredits,
} from '../store/credit-list.store.js';

/** Pages of credits and their totals: one statement reads those of all owners with the same arguments. */
export function creditPagesByOwner(reads: RequestReads) {
  const pages = new Map<string, DataLoader<string, ListedCredit[]>>();
  const totals = new Map<string, DataLoader<string, number | null>>();
  return {
    page(ownerId: string, page: CreditPage, selection: CreditSelection): Promise<ListedCredit[]> {
      const key = JSON.stringify([page, conditionsIn(selection)]);
      const loader = pages.get(key) ?? new DataLoader((ids) => rowsOf(ids, page, selection));
      pages.set(key, loader);
      return loader.load(ownerId);
    },
    /** Null when a search finds more than are counted. */
    total(ownerId: string, scope: CreditScope, selection: CreditSelection): Promise<number | null> {
      const key = JSON.stringify([scope, conditionsIn(selection)]);
      const loader = totals.get(key) ?? new DataLoader((ids) => totalsOf(ids, scope, selection));
      totals.set(key, loader);
      return loader.load(ownerId);
    },
  };

  async function rowsOf(
    ids: readonly string[],
    page: CreditPage,
    selection: CreditSelection,
  ): Promise<ListedCredit[][]> {
    const byOwner = Map.groupBy(await listCredits(reads, ids, page, selection), ({ scopeId }) => scopeId);
    return ids.map((id) => byOwner.get(id) ?? []);
  }

  async function totalsOf(
    ids: readonly string[],
    scope: CreditScope,
    selection: CreditSelection,
  ): Promise<(number | null)[]> {
    const count = selection.search ? countCreditsFound : countCreditsOf;
    const rows: { scopeId: string; total: number | null }[] = await count(reads, ids, scope, selection);
    const byOwner = new Map(rows.map(({ scopeId, total }) => [scopeId, total]));
    return ids.map((id) => byOwner.get(id) ?? null);
  }
}

/** The conditions of a selection; its instant and its rule data are those of the request. */
function conditionsIn(selection: CreditSelection) {
  const { states, reasons, credentialCodes, userId, expiresBefore, expectedBefore, search } = selection;
  return [states, reasons, credentialCodes, userId, expiresBefore, expectedBefore, search];
}
