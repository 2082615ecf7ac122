import { type Days, overlap } from '../../achievements/domain/counting-span.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { type Day, FIRST_DAY } from '../../values/domain/day.js';

/** A change of the number of holders of a list from a day on. */
export type HolderChange = { readonly listId: string; readonly day: Day; readonly change: number };

type Held = Days & { readonly credentialCode: string };

/**
 * Computes how the holdings of one person change the number of holders of each list. A person counts once, however many
 * credentials of the list they hold. The sum of the changes up to a day is 1 when the person holds one on that day,
 * otherwise 0.
 */
export function computeHolderChanges(lists: readonly CredentialList[], holdings: readonly Held[]): HolderChange[] {
  const byCode = Map.groupBy(holdings, ({ credentialCode }) => credentialCode);
  return lists.flatMap(({ id, members }) => {
    const spans = members.flatMap(({ credentialCode, from, until }) =>
      (byCode.get(credentialCode) ?? []).flatMap((held) => {
        const days = overlap(held, { from: from ?? FIRST_DAY, until: until ?? null });
        return days ? [days] : [];
      }),
    );
    return united(spans).flatMap(({ from, until }) => [
      { listId: id, day: from, change: 1 },
      ...(until === null ? [] : [{ listId: id, day: until, change: -1 }]),
    ]);
  });
}

/** The changes to add to `before` to reach the sums of `after`, without zeros. */
export function diffChanges(before: readonly HolderChange[], after: readonly HolderChange[]): HolderChange[] {
  const sums = new Map<string, HolderChange>();
  const add = ({ listId, day, change }: HolderChange, sign: 1 | -1) => {
    const key = `${listId} ${day}`;
    sums.set(key, { listId, day, change: (sums.get(key)?.change ?? 0) + sign * change });
  };
  for (const one of before) add(one, -1);
  for (const one of after) add(one, 1);
  return [...sums.values()].filter(({ change }) => change !== 0);
}

function united(spans: readonly Days[]): Days[] {
  const result: Days[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (!last || (last.until !== null && last.until < span.from)) result.push(span);
    else if (last.until !== null && (span.until === null || span.until > last.until)) {
      result[result.length - 1] = { ...last, until: span.until };
    }
  }
  return result;
}
