import type { AssociationEndReason, LearningSource } from '../../graphql/documents.ts';
import { type Known, word } from '../../text/words.ts';

const SOURCES: Readonly<Record<Known<LearningSource>, string>> = {
  MICROSOFT_LEARN: 'Microsoft Learn',
  PARTNER_UNIVERSITY: 'Partner University',
};

/** How a link ended, about another person. */
const ENDINGS: Readonly<Record<Known<AssociationEndReason>, string>> = {
  ACCOUNT_DELETED: 'The link ended with an earlier account',
  MOVED_TO_ANOTHER_ORGANIZATION: 'Linked the profile at another company',
  REMOVED_BY_USER: 'Removed access',
};

/** The name of a learning source. */
export function sourceName(source: LearningSource): string {
  return word(SOURCES, source);
}

/** How a link ended; an empty text while it is active. */
export function endingWord(reason: AssociationEndReason | null): string {
  return reason === null ? '' : word(ENDINGS, reason);
}
