import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MILLISECONDS = 200;
/** Each holds a connection of the gateway; more of them are sent away. */
const MOST_WAITING = 16;

/** Waits of a browser for an exchange that another request of it makes. */
export type ExchangeWaits<Outcome extends { kind: string }> = (wait: {
  key: string;
  first: Outcome;
  look: () => Promise<Outcome>;
  milliseconds: number;
}) => Promise<Outcome>;

/**
 * Looks until the exchange is over; `exchanging` where that takes too long or too many wait already. All waits for
 * one flow get what one look finds. If each of them looked, a reload that the person has left could replace the completion
 * code of the page that they see.
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
