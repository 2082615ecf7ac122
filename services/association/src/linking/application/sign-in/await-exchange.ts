import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MILLISECONDS = 200;
/** Each waiting request holds a connection of the gateway; further ones get an answer at once. */
const MOST_WAITING = 16;

/** Lets a browser wait for an exchange that another request of it performs. */
export type ExchangeWaits<Outcome extends { kind: string }> = (wait: {
  key: string;
  first: Outcome;
  look: () => Promise<Outcome>;
  milliseconds: number;
}) => Promise<Outcome>;

/**
 * Looks until the exchange is over; returns `exchanging` when that takes too long or too many requests wait. All
 * requests that wait for one flow share one look: if each of them looked, a reload that the user has left could replace
 * the completion code of the page that the user sees.
 */
export function exchangeWaits<Outcome extends { kind: string }>(): ExchangeWaits<Outcome> {
  const watches = new Map<string, Promise<Outcome>>();
  let waiting = 0;
  return async ({ key, first, look, milliseconds }) => {
    if (first.kind !== 'exchanging' || waiting >= MOST_WAITING) return first;
    waiting += 1;
    try {
      const watch = watches.get(key) ?? untilOver(first, look, milliseconds).finally(() => watches.delete(key));
      watches.set(key, watch);
      return await watch;
    } finally {
      waiting -= 1;
    }
  };
}

async function untilOver<Outcome extends { kind: string }>(
  first: Outcome,
  look: () => Promise<Outcome>,
  milliseconds: number,
): Promise<Outcome> {
  const until = performance.now() + milliseconds;
  let outcome = first;
  while (outcome.kind === 'exchanging' && performance.now() < until) {
    await setTimeout(LOOK_EVERY_MILLISECONDS);
    outcome = await look();
  }
  return outcome;
}
