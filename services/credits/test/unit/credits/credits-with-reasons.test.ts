import { rowsWithReasons } from '../../../src/credits/api/credits-with-reasons.js';
import type { ListedCredit } from '../../../src/credits/store/credit-list.store.js';

it('ends a long search with the last credit that it read, so that the next page continues from there', async () => {
  let place = 0;
  const read = async (_after: unknown, limit: number) =>
    Array.from({ length: limit + 1 }, (_, index) => ({ id: String(place + index), sortKey: 'x' }) as ListedCredit);
  const search = {
    page: { first: 1, after: null },
    after: null,
    read: async (after: readonly [string, string] | null, limit: number) => {
      place = after === null ? 0 : Number(after[1]) + 1;
      return read(after, limit);
    },
    show: (row: ListedCredit) =>
      ({ standing: { reason: ['7', '4999', '5000'].includes(row.id) ? 'EXPIRED' : 'REVOKED' } }) as never,
    context: {} as never,
  };
  const first = await rowsWithReasons(['EXPIRED'], { ...search, page: { first: 2, after: null } });
  expect([first.rows.map(({ id }) => id), first.readTo?.id]).toEqual([['7', '4999'], '4999']);
  const next = await rowsWithReasons(['EXPIRED'], { ...search, after: ['x', '4999'] });
  expect(next.rows.map(({ id }) => id)).toEqual(['5000']);
});
