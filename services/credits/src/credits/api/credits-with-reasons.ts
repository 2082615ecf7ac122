import type { Page } from '@app/subgraph-kit/graphql/connection';
import type { CreditReason } from '../domain/credit.js';
import type { CreditPage, ListedCredit } from '../store/credit-list.store.js';
import type { CreditsContext } from './context.js';
import type { CreditType } from './credit.type.js';
import { creditReasons } from './credit-reasons.js';

type Position = CreditPage['after'];

/** Rows of a batch, and the maximum number of batches for one page. */
const [BATCH, MAX_BATCHES] = [500, 10];

/**
 * Lists credits that have one of the reasons, one more than the page where there is one. Reasons that depend on the
 * holdings of other people are computed batch by batch: `readTo` is the last credit that was read when the search ended
 * before the page was full.
 */
export async function rowsWithReasons(
  reasons: readonly CreditReason[],
  search: {
    readonly page: Page;
    readonly after: Position;
    readonly read: (after: Position, limit: number) => Promise<ListedCredit[]>;
    readonly show: (row: ListedCredit) => CreditType;
    readonly context: CreditsContext;
  },
): Promise<{ rows: ListedCredit[]; readTo: ListedCredit | null }> {
  const { page, read, show, context } = search;
  const found: ListedCredit[] = [];
  let after = search.after;
  let last: ListedCredit | undefined;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const rows = (await read(after, BATCH)).slice(0, BATCH);
    const given = await Promise.all(rows.map((row) => creditReasons(show(row), context)));
    found.push(...rows.filter((_, index) => given[index]?.some((reason) => reasons.includes(reason))));
    last = rows.at(-1);
    if (found.length > page.first) return { rows: found.slice(0, page.first + 1), readTo: null };
    if (rows.length < BATCH || !last) return { rows: found, readTo: null };
    after = [last.sortKey, last.id];
  }
  return { rows: found, readTo: last ?? null };
}
