import type { Day } from '../../values/domain/day.js';

/** What a person completes at most once: a credential on a day. */
export type CompletionKey = { readonly profileId: string; readonly credentialCode: string; readonly day: Day };

/** The externalId of a row without one. The same completion has the same id in each file and each layout. */
export function completionId({ profileId, credentialCode, day }: CompletionKey): string {
  return `completion:${profileId}:${credentialCode}:${day}`;
}
