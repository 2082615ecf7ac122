import type { Day } from './day.js';
import type { ReadItem } from './reported-item.js';

/** What is already recorded under an externalId; credentialCode is null for a training, trainingUid for an achievement. */
export type RecordedItem = {
  readonly externalId: string;
  readonly profileId: string;
  readonly credentialCode: string | null;
  readonly trainingUid: string | null;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
};

export type AcceptedItem = Exclude<ReadItem, { kind: 'refused' }>;

/** Every item of a batch is in exactly one of the three. */
export type BatchDecision = {
  readonly accepted: readonly AcceptedItem[];
  readonly repeated: number;
  readonly refused: readonly { readonly index: number; readonly message: string }[];
};

const RECORDED_OTHERWISE = {
  achievement: 'externalId is recorded with other content. To correct it, revoke it and send a new externalId.',
  training:
    'externalId is recorded with other content. A completed training is not changed: send another one under a new externalId.',
};

/**
 * The same externalId again with the same content is a repetition; with other content it is refused, for a correction is a
 * revocation and a new externalId. This holds within the batch as it does against what is recorded.
 */
export function decideBatch(items: readonly ReadItem[], recorded: readonly RecordedItem[]): BatchDecision {
  const known = new Map(recorded.map((item) => [item.externalId, contentOf(item)]));
  const accepted: AcceptedItem[] = [];
  const refused: { index: number; message: string }[] = [];
  let repeated = 0;
  items.forEach((item, index) => {
    if (item.kind === 'refused') {
      refused.push({ index, message: item.message });
      return;
    }
    const content = contentOf(asRecorded(item));
    const earlier = known.get(item.externalId);
    if (earlier === undefined) {
      known.set(item.externalId, content);
      accepted.push(item);
    } else if (earlier === content) {
      repeated += 1;
    } else {
      refused.push({ index, message: RECORDED_OTHERWISE[item.kind] });
    }
  });
  return { accepted, repeated, refused };
}

function asRecorded(item: AcceptedItem): RecordedItem {
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

function contentOf({ profileId, credentialCode, trainingUid, achievedAt, statedExpiry }: RecordedItem): string {
  return JSON.stringify([profileId, credentialCode, trainingUid, achievedAt.getTime(), statedExpiry]);
}
