import type { Day } from '../../values/domain/day.js';
import type { ValidatedItem } from './reported-item.js';

/**
 * A recorded item of an externalId. credentialCode is null for a training, trainingUid for an achievement. An item
 * whose expiry moved has several.
 */
export type RecordedItem = {
  readonly externalId: string;
  readonly profileId: string;
  readonly credentialCode: string | null;
  readonly trainingUid: string | null;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
  readonly isRevoked?: boolean;
};

/** amends: the item only moves the expiry of the recorded one; the recorded code stays. */
export type AcceptedItem = Exclude<ValidatedItem, { kind: 'rejected' }> & {
  readonly index: number;
  readonly amends: boolean;
  readonly recordedAs: string | null;
};

/** A repeated achievement that states an expiry. isRecorded: the same expiry is recorded under this externalId. */
export type RepeatedExpiry = Extract<ValidatedItem, { kind: 'achievement' }> & {
  readonly index: number;
  readonly statedExpiry: Day;
  readonly isRecorded: boolean;
};

/** Every item of a batch is accepted, repeated or rejected. */
export type BatchDecision = {
  readonly accepted: readonly AcceptedItem[];
  readonly repeated: number;
  /** The repeated items that state an expiry. */
  readonly repeatedExpiries: readonly RepeatedExpiry[];
  readonly rejected: readonly { readonly index: number; readonly message: string }[];
};

const RECORDED_OTHERWISE = {
  achievement: 'externalId is recorded with other content. To correct it, revoke it and send a new externalId.',
  training:
    'externalId is recorded with other content. A completed training is not changed: send another one under a new externalId.',
};

type Known = {
  readonly content: string;
  readonly code: string | null;
  readonly expiries: Set<Day | null>;
  readonly isRevoked: boolean;
};

/**
 * The same externalId with the same content is a repetition. With another expiry it moves the expiry, as exports of
 * vendors do. With other content it is rejected: a correction is a revocation and a new externalId. A revoked item
 * stays revoked. The same rules apply within the batch and against recorded items.
 */
export function decideBatch(items: readonly ValidatedItem[], recorded: readonly RecordedItem[]): BatchDecision {
  const known = new Map<string, Known>();
  for (const item of recorded) remember(known, item);
  const accepted: AcceptedItem[] = [];
  const rejected: { index: number; message: string }[] = [];
  const repeatedExpiries: RepeatedExpiry[] = [];
  let repeated = 0;
  items.forEach((item, index) => {
    if (item.kind === 'rejected') {
      rejected.push({ index, message: item.message });
      return;
    }
    const sent = asRecorded(item);
    const earlier = known.get(item.externalId);
    if (earlier && !contentsOf(item, sent).includes(earlier.content)) {
      rejected.push({ index, message: RECORDED_OTHERWISE[item.kind] });
    } else if (
      earlier &&
      (earlier.isRevoked || sent.statedExpiry === null || earlier.expiries.has(sent.statedExpiry))
    ) {
      repeated += 1;
      const { statedExpiry } = sent;
      if (item.kind === 'achievement' && statedExpiry !== null)
        repeatedExpiries.push({ ...item, index, statedExpiry, isRecorded: earlier.expiries.has(statedExpiry) });
    } else {
      remember(known, sent);
      accepted.push({ ...item, index, amends: earlier !== undefined, recordedAs: earlier?.code ?? null });
    }
  });
  return { accepted, repeated, repeatedExpiries, rejected };
}

function remember(known: Map<string, Known>, item: RecordedItem): void {
  const earlier = known.get(item.externalId);
  if (earlier) earlier.expiries.add(item.statedExpiry);
  else {
    const { credentialCode: code, isRevoked = false } = item;
    known.set(item.externalId, { content: contentOf(item), code, expiries: new Set([item.statedExpiry]), isRevoked });
  }
}

function asRecorded(item: Exclude<ValidatedItem, { kind: 'rejected' }>): RecordedItem {
  const isTraining = item.kind === 'training';
  return {
    externalId: item.externalId,
    profileId: item.profileId,
    credentialCode: isTraining ? null : item.credential.code,
    trainingUid: isTraining ? item.training.uid : null,
    achievedAt: item.achievedAt,
    statedExpiry: isTraining ? null : item.statedExpiry,
  };
}

/** An exam may be recorded under the credential that it stood for earlier. */
function contentsOf(item: Exclude<ValidatedItem, { kind: 'rejected' }>, sent: RecordedItem): string[] {
  const former = item.kind === 'achievement' ? item.formerCodes : [];
  return [sent, ...former.map((credentialCode) => ({ ...sent, credentialCode }))].map(contentOf);
}

function contentOf({ profileId, credentialCode, trainingUid, achievedAt }: RecordedItem): string {
  return JSON.stringify([profileId, credentialCode, trainingUid, achievedAt.getTime()]);
}
