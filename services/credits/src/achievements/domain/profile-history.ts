import type { Catalogue, Credential, LearningSource } from '../../catalog/domain/catalog.js';
import type { Report } from './achievement-history.js';

/** What the reports of one history have in common. */
export type HistoryKey = {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly credentialCode: string;
};

/** A report and the history that it is part of. */
export type ReportOfHistory = Report & HistoryKey;

/** Everything that was reported about one profile and one credential. */
export type ProfileHistory<Kept extends HistoryKey> = HistoryKey & {
  readonly credential: Credential;
  readonly reports: readonly Kept[];
};

/** Reports by profile and credential; of what the catalogue does not have there is no history. */
export function groupHistories<Kept extends HistoryKey>(
  catalogue: Catalogue,
  reports: readonly Kept[],
): ProfileHistory<Kept>[] {
  const byKey = Map.groupBy(reports, (one) => JSON.stringify([one.source, one.profileId, one.credentialCode]));
  return [...byKey.values()].flatMap((history) => {
    const [first] = history;
    const credential = first && catalogue.recorded(first.credentialCode);
    if (!credential) return [];
    const { source, profileId, credentialCode } = first;
    return [{ source, profileId, credentialCode, credential, reports: history }];
  });
}
