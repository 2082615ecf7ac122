import type { SendingFault } from './sending-fault.js';

const MINUTE = 60_000;
/** Pauses after each failure of a message that the server defers. */
const PAUSES = [1, 5, 15, 60, 120, 240, 480].map((minutes) => minutes * MINUTE);
/** A message that fails for so long is given up. */
const FAILING_MOST = 24 * 60 * MINUTE;

/** What happens to a message after a failed attempt; `dueAt: null` gives it up. */
export type Retry = { readonly failures: number; readonly failingSince: Date; readonly dueAt: Date | null };

/**
 * The next attempt. A rejected message has none. An unreachable server is tried every minute, with few messages, so that
 * all of them leave as soon as it is back; a deferred message waits longer each time. Both for a day.
 */
export function retryAfter(
  { failures, failingSince }: { readonly failures: number; readonly failingSince: Date | null },
  fault: SendingFault,
  at: Date,
): Retry {
  const begun = failingSince ?? at;
  const pause = fault === 'UNREACHABLE' ? MINUTE : (PAUSES[Math.min(failures, PAUSES.length - 1)] ?? MINUTE);
  const next = new Date(at.getTime() + pause);
  const isOver = fault === 'REJECTED' || next.getTime() > begun.getTime() + FAILING_MOST;
  // An unreachable server says nothing about the message.
  const counted = fault === 'UNREACHABLE' ? failures : failures + 1;
  return { failures: counted, failingSince: begun, dueAt: isOver ? null : next };
}
