import { type Days, overlap } from '../../achievements/domain/counting-span.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { type Day, FIRST_DAY } from '../../values/domain/day.js';

/** From a day on so many people more, or fewer, hold a credential of a list. */
export type HolderChange = { readonly listId: string; readonly day: Day; readonly change: number };

type Held = Days & { readonly credentialCode: string };

/**
 * How what one person holds changes the number of holders of each list, day by day: a person counts once, however many
 * credentials of the list they hold. The changes up to a day add up to 1 where the person holds one on it, else to 0.
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

/** What must be added to the changes of before, so that they add up as those of after; nothing that cancels out. */
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
