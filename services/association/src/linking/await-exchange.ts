import { setTimeout } from 'node:timers/promises';

const LOOK_EVERY_MILLISECONDS = 200;
/** Each holds a connection of the gateway; more of them are sent away. */
const MOST_WAITING = 16;

let waiting = 0;

/** Looks until the exchange of another request is over; `exchanging` where that takes too long or too many wait already. */
export async function awaitExchange<Outcome extends { kind: string }>(
  first: Outcome,
  look: () => Promise<Outcome>,
  milliseconds: number,
): Promise<Outcome> {
  if (first.kind !== 'exchanging' || waiting >= MOST_WAITING) return first;
  waiting += 1;
  try {
    const until = performance.now() + milliseconds;
    let outcome = first;
    while (outcome.kind === 'exchanging' && performance.now() < until) {
      await setTimeout(LOOK_EVERY_MILLISECONDS);
      outcome = await look();
    }
    return outcome;
  } finally {
    waiting -= 1;
  }
}
