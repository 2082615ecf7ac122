import { composeAchievements } from '../../achievements/domain/achievement-history.js';
import { firstExpiry } from '../../achievements/domain/holding.js';
import { groupHistories, type ReportOfHistory } from '../../achievements/domain/profile-history.js';
import type { ValidatedItem } from '../../achievements/domain/reported-item.js';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { type Day, dayOf, unlessNever } from '../../values/domain/day.js';
import { type CompletionKey, completionId } from './completion-id.js';

/** A completion as it is recorded, with the expiry of its achievement; null: it never expires. */
export type RecordedCompletion = {
  readonly externalId: string;
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly isRevoked: boolean;
  /** It follows from exams: no source has reported it. */
  readonly isDerived: boolean;
};

type StoredReport = ReportOfHistory & { readonly firstId: string; readonly derived: boolean };
type AchievementItem = Extract<ValidatedItem, { kind: 'achievement' }>;

/** The recorded completions of some profiles and credentials. */
export class RecordedCompletions {
  readonly #byId = new Map<string, RecordedCompletion>();

  constructor(catalog: Catalog, reports: readonly StoredReport[]) {
    for (const { credential, reports: history, profileId } of groupHistories(catalog, reports)) {
      const stored = new Map(history.map((report) => [report.id, report]));
      for (const achievement of composeAchievements(credential, history)) {
        for (const { id } of achievement.reports) {
          const report = stored.get(id);
          if (!report) continue;
          const { achievedAt, firstId: externalId, derived: isDerived } = report;
          const { expiresOn } = achievement;
          const key = { profileId, credentialCode: credential.code, day: dayOf(achievedAt) };
          this.#add(key, { externalId, achievedAt, expiresOn, isRevoked: report.revokedAt !== null, isDerived });
        }
      }
    }
  }

  /** The recorded completion that an item reports, by profile, credential and day. */
  find({ profileId, credential, formerCodes, achievedAt }: AchievementItem): RecordedCompletion | undefined {
    const found = [credential.code, ...formerCodes].flatMap(
      (credentialCode) => this.#byId.get(completionId({ profileId, credentialCode, day: dayOf(achievedAt) })) ?? [],
    );
    return found.find(({ isRevoked }) => !isRevoked) ?? found[0];
  }

  /** A live completion that a source has reported is the one that a file repeats. */
  #add(key: CompletionKey, completion: RecordedCompletion): void {
    const id = completionId(key);
    const earlier = this.#byId.get(id);
    if (!earlier || rank(completion) > rank(earlier)) this.#byId.set(id, completion);
  }
}

function rank({ isRevoked, isDerived }: RecordedCompletion): number {
  return (isRevoked ? 0 : 2) + (isDerived ? 0 : 1);
}

/**
 * Gives items of a file without ids the externalId under which their completion is recorded, so that it is recorded
 * once, whichever file or feed reports it. Such files state the expiry of today, and the latest one applies: an earlier
 * one, of a row before a renewal, changes nothing.
 */
export function adoptRecordedIds(items: readonly ValidatedItem[], recorded: RecordedCompletions): ValidatedItem[] {
  const known = new Map<string, RecordedCompletion>();
  return items.map((item) => {
    if (item.kind !== 'achievement') return item;
    const { profileId, credential, achievedAt } = item;
    const id = completionId({ profileId, credentialCode: credential.code, day: dayOf(achievedAt) });
    const earlier = known.get(id) ?? recorded.find(item);
    const adopted = earlier ? adopt(item, earlier) : item;
    if (!earlier || adopted.statedExpiry !== null) known.set(id, knownAs(adopted, earlier?.isRevoked ?? false));
    return adopted;
  });
}

function adopt(item: AchievementItem, earlier: RecordedCompletion): AchievementItem {
  const { statedExpiry } = item;
  const { externalId, achievedAt, expiresOn, isRevoked, isDerived } = earlier;
  const adopted = { ...item, externalId, achievedAt };
  if (isRevoked) return adopted;
  const isLater = statedExpiry !== null && expiresOn !== null && statedExpiry > expiresOn;
  if (!isLater) return { ...adopted, statedExpiry: null };
  // What follows from exams is calculated, not reported: another expiry needs a report of its own.
  return isDerived ? item : adopted;
}

function knownAs(item: AchievementItem, isRevoked: boolean): RecordedCompletion {
  const { externalId, credential, achievedAt, statedExpiry } = item;
  const expiresOn = unlessNever(firstExpiry(credential, dayOf(achievedAt), statedExpiry));
  return { externalId, achievedAt, expiresOn, isRevoked, isDerived: false };
}
