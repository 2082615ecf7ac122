import type { Columns, Fields, RowOf } from '../database/columns.js';
import { columns, integer } from '../database/columns.js';
import type { RequestReads } from '../database/reads.js';

/** More entries than that are not counted. */
const MOST_COUNTED = 10_000;

/** The entries of an organization or of a user, from an instant until before another; null is no limit. */
export type ActivitySelection = {
  readonly of: { readonly organizationId: string } | { readonly userId: string };
  readonly from: Date | null;
  readonly to: Date | null;
};

/** Instant and id of the entry after which a page starts. */
export type ActivityPosition = readonly [at: string, id: string];

const COUNTED = columns({ count: integer('count(*)::int') });

/**
 * The lists of a table of activity, newest first. A page is a range of one index, whatever the size of the table: the
 * limits and the position are one instant and id each, which replace conditions that may be absent.
 */
export function activityLists<F extends Fields>(table: `${string}.${string}`, listed: Columns<F>) {
  const statements = { organization: listOf('organization_id'), user: listOf('user_id') };

  function listOf(owner: 'organization_id' | 'user_id') {
    const selected = `FROM ${table} e WHERE e.${owner} = $1 AND e.at >= $2`;
    return {
      page: {
        name: `${table} by ${owner}`,
        isPlannedOnce: true,
        columns: listed,
        text: `SELECT ${listed} ${selected} AND (e.at, e.id) < ($3, $4::uuid) ORDER BY e.at DESC, e.id DESC LIMIT $5`,
      },
      count: {
        name: `number of ${table} by ${owner}`,
        columns: COUNTED,
        text: `SELECT ${COUNTED} FROM (SELECT ${selected} AND e.at < $3 LIMIT ${MOST_COUNTED + 1}) AS counted`,
      },
    };
  }

  return {
    /** At most `limit` entries after the position, newest first. */
    async page(
      reads: RequestReads,
      { of, from, to }: ActivitySelection,
      { after, limit }: { after: ActivityPosition | null; limit: number },
    ): Promise<RowOf<Columns<F>>[]> {
      const { page } = 'userId' in of ? statements.user : statements.organization;
      const [at, id] = after ?? [to ?? 'infinity', LOWEST_ID];
      return reads.query(page, [ownerOf(of), from ?? '-infinity', at, id, limit]);
    },
    /** The number of entries; null where there are more than are counted. */
    async count(reads: RequestReads, { of, from, to }: ActivitySelection): Promise<number | null> {
      const { count } = 'userId' in of ? statements.user : statements.organization;
      const [row] = await reads.query(count, [ownerOf(of), from ?? '-infinity', to ?? 'infinity']);
      const counted = row?.count ?? 0;
      return counted > MOST_COUNTED ? null : counted;
    },
  };
}

/** No entry of the instant `to` itself comes before it. */
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

function ownerOf(of: ActivitySelection['of']): string {
  return 'userId' in of ? of.userId : of.organizationId;
}
