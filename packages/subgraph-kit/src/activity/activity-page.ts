import type { Caller } from '../callers/caller.js';
import type { Columns, Fields, RowOf } from '../database/columns.js';
import type { RequestReads } from '../database/reads.js';
import { type ConnectionOf, pageArguments } from '../graphql/connection.js';
import type { CursorCodec } from '../graphql/cursor.js';
import { badUserInput } from '../graphql/errors.js';
import { mapPage } from '../graphql/mapped-page.js';
import type { ActivityPosition, ActivitySelection, activityLists } from './list-entries.js';

/** The arguments of a list of activity. */
export type ActivityArguments = {
  readonly first: number;
  readonly after: string | null | undefined;
  readonly from: Date | null | undefined;
  readonly to: Date | null | undefined;
};

type Request = { readonly caller: Caller; readonly reads: RequestReads; readonly cursors: CursorCodec };

/** A page of the activity of an organization or of a user, newest first. Cursors belong to one list. */
export async function activityPage<F extends Fields & { id: unknown; at: unknown }, Shown>(
  { lists, show }: { lists: ReturnType<typeof activityLists<F>>; show: (row: RowOf<Columns<F>>) => Shown },
  of: ActivitySelection['of'],
  { first, after, from = null, to = null }: ActivityArguments,
  { caller, reads, cursors }: Request,
): Promise<ConnectionOf<Shown>> {
  const page = pageArguments(first, after, caller);
  if (from !== null && to !== null && to < from) throw badUserInput('to: the instant is before from.');
  const binding = `activity:${JSON.stringify(of)}`;
  const position = page.after === null ? null : (cursors.decode(binding, page.after) as unknown as ActivityPosition);
  const selection = { of, from, to };
  return mapPage({
    rows: await lists.page(reads, selection, { after: position, limit: page.first + 1 }),
    page,
    cursorOf: (row) => {
      const { id, at } = row as unknown as { id: string; at: Date };
      return cursors.encode(binding, [at.toISOString(), id]);
    },
    show,
    total: () => lists.count(reads, selection),
  });
}

/** The text about pages that the descriptions of all lists of activity have in common. */
export const ACTIVITY_PAGES =
  'From an instant until before another (`from`, `to`). Entries are kept for ACTIVITY_RETENTION_DAYS, by default two ' +
  'years; totalCount is null above 10,000. first: 1..100.';
