import type { AssociationEndReason, LearningSource } from '../../graphql/documents.ts';
import { day, fromNow } from '../../text/dates.ts';
import { type Known, word } from '../../text/words.ts';
import type { SlotState } from './slot-state.ts';

/** A learning source that the pages know. */
export type Source = Known<LearningSource>;

/** The names of a learning source; its button says what the program has always called the act. */
export const SOURCES: Readonly<Record<Source, { readonly name: string; readonly associate: string }>> = {
  MICROSOFT_LEARN: { name: 'Microsoft Learn', associate: 'Associate Microsoft Learn account' },
  PARTNER_UNIVERSITY: { name: 'Partner University', associate: 'Get Partner University access' },
};

/** Why a link ended. */
const ENDINGS: Readonly<Record<Known<AssociationEndReason>, string>> = {
  ACCOUNT_DELETED: 'Your company ended your access.',
  MOVED_TO_ANOTHER_ORGANIZATION: 'You linked the profile at another company.',
  REMOVED_BY_USER: 'You removed access.',
};

/** Why a link ended, in a sentence; undefined while it is active. */
export function ending(reason: AssociationEndReason | null): string | undefined {
  return reason === null ? undefined : word(ENDINGS, reason);
}

/** The name of a learning source. */
export function sourceName(source: LearningSource): string {
  return source in SOURCES ? SOURCES[source as Source].name : source;
}

/** Where the profile of a slot without a link is now, and what that means. */
export function slotNote(state: SlotState): string | undefined {
  if (state.kind === 'linked' || state.kind === 'away') return undefined;
  switch (state.ended) {
    case 'MOVED_TO_ANOTHER_ORGANIZATION':
      return 'Your profile counts for another company now. Linking it here ends that link.';
    case 'ACCOUNT_DELETED':
      return 'Your company had ended your access. Linking the same profile again within 30 days continues the earlier link and uses up nothing.';
    case 'REMOVED_BY_USER':
      return 'You removed access. Your certifications count again once you link a profile.';
    default:
      return 'Your certifications and courses count for your company once you link your profile.';
  }
}

/** Why an association cannot start now; undefined when it can. */
export function waitingReason(state: SlotState, now: Date): string | undefined {
  if (state.kind !== 'waiting') return undefined;
  const again = `Possible again on ${day(state.until)} (${fromNow(state.until, now)}).`;
  return state.because === 'limit' ? `All ${state.limit} links of a year are used. ${again}` : again;
}

/** When the next association is possible: now, or the day and how far away it is. */
export function nextPossible(nextAssociationAt: string | null, now: Date): string {
  if (nextAssociationAt === null) return 'now';
  return `${day(nextAssociationAt)} (${fromNow(nextAssociationAt, now)})`;
}
