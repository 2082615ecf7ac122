import type { PendingEffect, PendingLinkFactsFragment } from '../../../graphql/documents.ts';
import { type Known, word } from '../../../text/words.ts';

const NOTES: Readonly<Record<Known<PendingEffect>, string>> = {
  ALREADY_LINKED: 'This profile is linked to you already. There is nothing to confirm.',
  MOVE: 'Nothing is linked yet. When you confirm:',
  NEW: 'Nothing is linked yet. When you confirm:',
  REFUSED: 'This profile cannot be linked now. Nothing was changed.',
  REINSTATE:
    'Nothing is linked yet. When you confirm, your earlier link continues, and no link of the year is used up:',
};

/** The sentence above the consequences. */
export function pendingNote({ effect }: PendingLinkFactsFragment): string {
  return word(NOTES, effect);
}

/** Whether there is anything to confirm. */
export function mayConfirm({ effect }: PendingLinkFactsFragment): boolean {
  return effect !== 'ALREADY_LINKED' && effect !== 'REFUSED';
}

/** What happens to another link of the same profile; undefined where nothing is confirmed. The API names no company. */
export function elsewhere(pending: PendingLinkFactsFragment): string | undefined {
  if (!mayConfirm(pending)) return undefined;
  if (pending.endsAssociationElsewhere) return 'Another company’s link ends at the same moment.';
  return pending.effect === 'MOVE'
    ? 'The link of your other work account here ends at the same moment.'
    : 'No other link ends.';
}
