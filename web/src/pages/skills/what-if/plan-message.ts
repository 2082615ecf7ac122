import type { Plan } from '../plan.ts';

/** A message about a plan, with the certification that it is about in place of its position. */
export function planMessage(message: string, { gain }: Plan): string {
  return message.replace(/^gain\[(\d+)\]\.credentialCode(?=:)/, (at, index) => gain[Number(index)]?.credential ?? at);
}
