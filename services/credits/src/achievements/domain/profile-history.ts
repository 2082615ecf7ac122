import type { Catalog, Credential, LearningSource } from '../../catalog/domain/catalog.js';
import type { Report } from './achievement-history.js';

/** The key of a history: source, profile and credential. */
export type HistoryKey = {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly credentialCode: string;
};

/** A report with the key of its history. */
export type ReportOfHistory = Report & HistoryKey;

/** All reports about one profile and one credential. */
export type ProfileHistory<T extends HistoryKey> = HistoryKey & {
  readonly credential: Credential;
  readonly reports: readonly T[];
};

/** Groups reports by profile and credential. Credentials that the catalog does not have are left out. */
export function groupHistories<T extends HistoryKey>(catalog: Catalog, reports: readonly T[]): ProfileHistory<T>[] {
  const byKey = Map.groupBy(reports, (one) => JSON.stringify([one.source, one.profileId, one.credentialCode]));
  return [...byKey.values()].flatMap((history) => {
    const [first] = history;
    const credential = first && catalog.recorded(first.credentialCode);
    if (!credential) return [];
    const { source, profileId, credentialCode } = first;
    return [{ source, profileId, credentialCode, credential, reports: history }];
  });
}
