import type { Day } from '../../values/domain/day.js';
import type { ValidatedItem } from './reported-item.js';

/**
 * What is already recorded under an externalId; credentialCode is null for a training, trainingUid for an achievement. Of one
 * whose expiry was moved there are several.
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

/** amends: the expiry of what is recorded under the externalId moves; everything else is as it was, its code too. */
export type AcceptedItem = Exclude<ValidatedItem, { kind: 'refused' }> & {
  readonly index: number;
  readonly amends: boolean;
  readonly recordedAs: string | null;
};

/** An achievement that is recorded already and states an expiry; told: under this externalId the expiry is recorded too. */
export type RepeatedExpiry = Extract<ValidatedItem, { kind: 'achievement' }> & {
  readonly index: number;
  readonly statedExpiry: Day;
  readonly told: boolean;
};

/** Every item of a batch is accepted, repeated or refused. */
export type BatchDecision = {
  readonly accepted: readonly AcceptedItem[];
  readonly repeated: number;
  /** Of the repeated items those that state an expiry. */
  readonly repeatedExpiries: readonly RepeatedExpiry[];
  readonly refused: readonly { readonly index: number; readonly message: string }[];
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
 * The same externalId again with the same content is a repetition; with another expiry it moves the expiry, as vendors' exports
 * do; with other content it is refused, for a correction is a revocation and a new externalId. A revoked one stays as it is.
 * This holds within the batch as it does against what is recorded.
 */
export function decideBatch(items: readonly ValidatedItem[], recorded: readonly RecordedItem[]): BatchDecision {
  const known = new Map<string, Known>();
  for (const item of recorded) remember(known, item);
  const accepted: AcceptedItem[] = [];
  const refused: { index: number; message: string }[] = [];
  const repeatedExpiries: RepeatedExpiry[] = [];
  let repeated = 0;
  items.forEach((item, index) => {
    if (item.kind === 'refused') {
      refused.push({ index, message: item.message });
      return;
    }
    const sent = asRecorded(item);
    const earlier = known.get(item.externalId);
    if (earlier && !contentsOf(item, sent).includes(earlier.content)) {
      refused.push({ index, message: RECORDED_OTHERWISE[item.kind] });
    } else if (
      earlier &&
      (earlier.isRevoked || sent.statedExpiry === null || earlier.expiries.has(sent.statedExpiry))
    ) {
      repeated += 1;
      const { statedExpiry } = sent;
      if (item.kind === 'achievement' && statedExpiry !== null)
        repeatedExpiries.push({ ...item, index, statedExpiry, told: earlier.expiries.has(statedExpiry) });
    } else {
      remember(known, sent);
      accepted.push({ ...item, index, amends: earlier !== undefined, recordedAs: earlier?.code ?? null });
    }
  });
  return { accepted, repeated, repeatedExpiries, refused };
}

function remember(known: Map<string, Known>, item: RecordedItem): void {
  const earlier = known.get(item.externalId);
  if (earlier) earlier.expiries.add(item.statedExpiry);
  else {
    const { credentialCode: code, isRevoked = false } = item;
    known.set(item.externalId, { content: contentOf(item), code, expiries: new Set([item.statedExpiry]), isRevoked });
  }
}

function asRecorded(item: Exclude<ValidatedItem, { kind: 'refused' }>): RecordedItem {
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

/** An exam may be recorded as the credential that it was read as before. */
function contentsOf(item: Exclude<ValidatedItem, { kind: 'refused' }>, sent: RecordedItem): string[] {
  const former = item.kind === 'achievement' ? item.formerCodes : [];
  return [sent, ...former.map((credentialCode) => ({ ...sent, credentialCode }))].map(contentOf);
}

function contentOf({ profileId, credentialCode, trainingUid, achievedAt }: RecordedItem): string {
  return JSON.stringify([profileId, credentialCode, trainingUid, achievedAt.getTime()]);
}
