import { filters, oneOf, type Search, textOf } from '../../../app/search.ts';

/** Reads the address of the changes of a report: the month to compare with, a filter and a page. */
export function readChangesSearch(search: Search) {
  return filters({
    since: textOf(search.since),
    change: oneOf(['GAINED', 'LOST'] as const, search.change),
    after: textOf(search.after),
  });
}
