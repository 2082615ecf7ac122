import type { DeliveryRowFragment } from '../../../graphql/documents.ts';

/** An attempt takes up to 15 seconds; most answers are there after some. */
const AFTER_ATTEMPT = 3_000;
/** A page that stays open for longer is asked for again by the user. */
const LONGEST = 300_000;

type Looked = Pick<DeliveryRowFragment, 'nextAttemptAt'>;

/** Milliseconds until the next attempt of a delivery is likely over; undefined where none is near. */
export function nextAttempt(deliveries: readonly Looked[], now: Date): number | undefined {
  const waits = deliveries.flatMap(({ nextAttemptAt }) =>
    nextAttemptAt === null ? [] : [Math.max(0, new Date(nextAttemptAt).getTime() - now.getTime()) + AFTER_ATTEMPT],
  );
  const first = Math.min(...waits);
  return first <= LONGEST ? first : undefined;
}
