import type { Catalog, Credential, LearningSource } from '../../catalog/domain/catalog.js';
import { type ProfileId, parseProfileId } from '../../catalog/domain/profile-id.js';
import { type Day, dayOf, parseDay } from '../../values/domain/day.js';

/** One item as a learning source sends it. */
export type SentItem = {
  readonly externalId: string;
  readonly profileId: string;
  readonly credentialCode?: string | null | undefined;
  readonly training?: SentTraining | null | undefined;
  readonly achievedAt: Date;
  readonly expiresOn?: string | null | undefined;
};

export type SentTraining = {
  readonly uid: string;
  readonly kind: 'MODULE' | 'LEARNING_PATH';
  readonly title: string;
  readonly roles: readonly string[];
  readonly products: readonly string[];
};

type ItemFrame = { readonly externalId: string; readonly profileId: ProfileId; readonly achievedAt: Date };

export type ValidatedItem =
  | (ItemFrame & {
      readonly kind: 'achievement';
      readonly credential: Credential;
      /** Codes under which the exam may be recorded from before exams had codes of their own. */
      readonly formerCodes: readonly string[];
      readonly statedExpiry: Day | null;
    })
  | (ItemFrame & { readonly kind: 'training'; readonly training: SentTraining })
  | { readonly kind: 'rejected'; readonly message: string };

const CLOCK_TOLERANCE_MILLISECONDS = 5 * 60_000;
const EARLIEST = new Date('1980-01-01T00:00:00.000Z');
/** Printable characters without a blank at either end. Joiners and soft hyphens are parts of words and emoji. */
const TEXT = /^(?!\s)(?:[^\p{C}]|[\u00AD\u200C\u200D])+(?<!\s)$/u;

/** Accepts an item, or rejects it with a reason. Each item is validated by itself. */
export function validateItem(
  item: SentItem,
  context: { readonly source: LearningSource; readonly catalog: Catalog; readonly now: Date },
): ValidatedItem {
  if (!isText(item.externalId, 255)) return rejected('externalId: 1 to 255 printable characters.');
  const profileId = parseProfileId(context.source, item.profileId);
  if (!profileId) return rejected('profileId is not well formed for this learning source.');
  if (item.achievedAt.getTime() > context.now.getTime() + CLOCK_TOLERANCE_MILLISECONDS) {
    return rejected('achievedAt is in the future.');
  }
  if (item.achievedAt < EARLIEST) return rejected('achievedAt is before 1980.');
  const frame = { externalId: item.externalId, profileId, achievedAt: item.achievedAt };
  if (item.credentialCode != null && item.training != null)
    return rejected('Either credentialCode or training, not both.');
  if (item.training != null) return readTraining(frame, item.training);
  if (item.credentialCode == null) return rejected('Either credentialCode or training is needed.');
  const credential = context.catalog.reported(item.credentialCode);
  if (!credential) return rejected('The credential is not in the catalog.');
  if (credential.source !== context.source) return rejected('The credential belongs to another learning source.');
  const statedExpiry = item.expiresOn == null ? null : parseDay(item.expiresOn);
  if (statedExpiry === undefined) return rejected('expiresOn is not a day of the calendar.');
  if (statedExpiry !== null && statedExpiry < dayOf(item.achievedAt))
    return rejected('expiresOn is before achievedAt.');
  const former = credential.kind === 'EXAM' ? context.catalog.earnedBy(credential.code) : [];
  const formerCodes = former.length === 1 ? former.map(({ code }) => code) : [];
  return { ...frame, kind: 'achievement', credential, formerCodes, statedExpiry };
}

function readTraining(frame: ItemFrame, training: SentTraining): ValidatedItem {
  if (!isText(training.uid, 255)) return rejected('training.uid: 1 to 255 printable characters.');
  if (!isText(training.title, 500)) return rejected('training.title: 1 to 500 printable characters.');
  for (const list of [training.roles, training.products]) {
    if (list.length > 50 || !list.every((label) => isText(label, 100))) {
      return rejected('training.roles and training.products: at most 50 each, of 1 to 100 printable characters.');
    }
  }
  return { ...frame, kind: 'training', training };
}

function isText(text: string, longest: number): boolean {
  return text.length <= longest && TEXT.test(text);
}

function rejected(message: string): ValidatedItem {
  return { kind: 'rejected', message };
}
