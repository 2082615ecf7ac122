import type { RecordedItem } from '../../achievements/domain/batch.js';
import type { ValidatedItem } from '../../achievements/domain/reported-item.js';
import { type Day, dayOf } from '../../values/domain/day.js';
import type { CompletionKey } from './completion-id.js';
import { Fingerprints } from './fingerprints.js';
import type { Identity } from './layout.js';
import type { RecordedCompletion, RecordedCompletions } from './recorded-completions.js';

/** A field with two values: that of the file and the recorded one. */
export type Difference = {
  readonly field: 'profileId' | 'credentialCode' | 'trainingUid' | 'achievedAt' | 'expiresOn' | 'revoked';
  readonly file: string | null;
  readonly recorded: string | null;
};

/** What an import would do about a difference: take the value of the file, leave the recorded one, or reject the row. */
export type Effect = 'MOVES' | 'UNCHANGED' | 'REJECTED';

/** A row of a file compared with what is recorded. */
export type RowComparison =
  | { readonly outcome: 'NEW' | 'RECORDED' | 'REPEATED' }
  | { readonly outcome: 'DIFFERS'; readonly differences: readonly Difference[]; readonly effect: Effect }
  | { readonly outcome: 'REJECTED'; readonly reason: string };

/** What is recorded about the items of a chunk. */
export type RecordedFacts = {
  readonly byExternalId: ReadonlyMap<string, readonly RecordedItem[]>;
  readonly completions: RecordedCompletions;
};

type Item = Exclude<ValidatedItem, { kind: 'rejected' }>;

/** Compares the rows of a file one by one with what is recorded, and remembers what the file contains. */
export class Reconciliation {
  readonly #identity: Identity;
  readonly #profiles = new Set<string>();
  readonly #completions = new Fingerprints();
  /** The externalIds of the file, alone and with their content, for layouts that have them. */
  readonly #contents = new Fingerprints();

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** The profiles of the rows so far. */
  get profileIds(): ReadonlySet<string> {
    return this.#profiles;
  }

  /** Whether a row so far states this completion. */
  has(completion: CompletionKey): boolean {
    return this.#completions.has(textOf(completion));
  }

  compare(item: ValidatedItem, recorded: RecordedFacts): RowComparison {
    if (item.kind === 'rejected') return { outcome: 'REJECTED', reason: item.message };
    const found = item.kind === 'achievement' ? recorded.completions.find(item) : undefined;
    const own = this.#identity === 'external-id' ? recorded.byExternalId.get(item.externalId) : undefined;
    const earlier = this.#remember(item);
    if (earlier === 'other-content') {
      return { outcome: 'REJECTED', reason: 'An earlier row of the file has the same externalId with other content.' };
    }
    if (own?.[0]) return this.#compareItem(item, own[0], own, found);
    if (item.kind === 'achievement' && found) return compareExpiry(item.statedExpiry, found, 'UNCHANGED');
    return { outcome: earlier === 'same-content' ? 'REPEATED' : 'NEW' };
  }

  #compareItem(
    item: Item,
    first: RecordedItem,
    all: readonly RecordedItem[],
    found: RecordedCompletion | undefined,
  ): RowComparison {
    const { credentialCode, profileId, achievedAt } = first;
    if (credentialCode !== null) this.#completions.add(textOf({ profileId, credentialCode, day: dayOf(achievedAt) }));
    const differences = differingFields(item, first);
    if (differences.length > 0) return { outcome: 'DIFFERS', differences, effect: 'REJECTED' };
    if (item.kind === 'training') return { outcome: 'RECORDED' };
    const expiries = all.map(({ statedExpiry }) => statedExpiry);
    const completion = found ?? { expiresOn: expiries.at(-1) ?? null, isRevoked: first.isRevoked ?? false };
    return compareExpiry(item.statedExpiry, completion, expiries.includes(item.statedExpiry) ? 'UNCHANGED' : 'MOVES');
  }

  #remember(item: Item): 'first' | 'same-content' | 'other-content' {
    this.#profiles.add(item.profileId);
    const [content = '', ...former] = keysOf(item);
    const isFirst = this.#completions.add(content);
    for (const key of former) this.#completions.add(key);
    if (this.#identity === 'completion') return isFirst ? 'first' : 'same-content';
    const withContent = `${item.externalId}\u0000${content} ${item.achievedAt.getTime()}`;
    if (this.#contents.add(item.externalId)) {
      this.#contents.add(withContent);
      return 'first';
    }
    return this.#contents.has(withContent) ? 'same-content' : 'other-content';
  }
}

/** An exam may be recorded under the code of the credential that it stood for earlier. */
function keysOf(item: Item): string[] {
  const { profileId } = item;
  const day = dayOf(item.achievedAt);
  if (item.kind === 'training') return [textOf({ profileId, credentialCode: `training ${item.training.uid}`, day })];
  return [item.credential.code, ...item.formerCodes].map((credentialCode) =>
    textOf({ profileId, credentialCode, day }),
  );
}

function textOf({ profileId, credentialCode, day }: CompletionKey): string {
  return `${profileId} ${credentialCode} ${day}`;
}

function differingFields(item: Item, recorded: RecordedItem): Difference[] {
  const codes = item.kind === 'achievement' ? [item.credential.code, ...item.formerCodes] : [];
  const sentCode = codes.find((code) => code === recorded.credentialCode) ?? codes[0] ?? null;
  const pairs = [
    ['profileId', item.profileId, recorded.profileId],
    ['credentialCode', sentCode, recorded.credentialCode],
    ['trainingUid', item.kind === 'training' ? item.training.uid : null, recorded.trainingUid],
    ['achievedAt', item.achievedAt.toISOString(), recorded.achievedAt.toISOString()],
  ] as const;
  return pairs.flatMap(([field, file, stored]) => (file === stored ? [] : [{ field, file, recorded: stored }]));
}

/** A row without an expiry states none; it agrees with any recorded one. */
function compareExpiry(
  stated: Day | null,
  { expiresOn, isRevoked }: Pick<RecordedCompletion, 'expiresOn' | 'isRevoked'>,
  otherwise: Effect,
): RowComparison {
  if (isRevoked) {
    const differences = [{ field: 'revoked', file: null, recorded: 'revoked' }] as const;
    return { outcome: 'DIFFERS', differences, effect: 'UNCHANGED' };
  }
  if (stated === null || stated === expiresOn) return { outcome: 'RECORDED' };
  const differences = [{ field: 'expiresOn', file: stated, recorded: expiresOn }] as const;
  const isLater = expiresOn !== null && stated > expiresOn;
  return { outcome: 'DIFFERS', differences, effect: isLater ? 'MOVES' : otherwise };
}
