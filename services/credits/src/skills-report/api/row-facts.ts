import type { Credential } from '../../catalog/domain/catalog.js';
import { relevanceCalendar } from '../../rules/domain/relevance-calendar.js';
import type { RowFacts } from '../domain/report-row-facts.js';
import { type RowKey, rowFacts } from '../store/report-row-facts.store.js';
import type { SkillsReportContext } from './context.js';

/** The facts behind each row; undefined when the catalog no longer has the credential. */
export async function factsOfRows(
  organizationId: string,
  rows: readonly RowKey[],
  { reads, rules }: Pick<SkillsReportContext, 'reads' | 'rules'>,
): Promise<(row: RowKey) => RowFacts | undefined> {
  const relevance = relevanceCalendar(rules);
  const withExams = ({ userId, source, credentialCode }: RowKey): RowKey => {
    const byExams = (rules.catalog.get(credentialCode)?.examSets.length ?? 0) > 0;
    return { userId, source, credentialCode, byExams };
  };
  const facts = rows.length === 0 ? undefined : await rowFacts(reads, organizationId, rows.map(withExams));
  const links = Map.groupBy(facts?.links ?? [], ({ userId, source }) => `${userId} ${source}`);
  const offboardings = Map.groupBy(facts?.offboardings ?? [], ({ userId }) => userId);
  const merges = Map.groupBy(facts?.merges ?? [], ({ source, survivingProfileId: id }) => `${source} ${id}`);
  // A profile may be requested as a whole and by credential.
  const known = new Map((facts?.reports ?? []).map((one) => [one.id, one]));
  const reports = Map.groupBy(known.values(), ({ source, survivingProfileId: id }) => `${source} ${id}`);
  return ({ userId, source, credentialCode }) => {
    const credential: Credential | undefined = rules.catalog.get(credentialCode);
    if (!credential) return undefined;
    const theirs = links.get(`${userId} ${source}`) ?? [];
    const profiles = [...new Set(theirs.map((link) => `${source} ${link.survivingProfileId}`))];
    return {
      ...{ source, credential, relevance, links: theirs, catalog: rules.catalog },
      offboardings: offboardings.get(userId) ?? [],
      reports: profiles
        .flatMap((profile) => reports.get(profile) ?? [])
        .filter((one) => credential.examSets.length > 0 || one.credentialCode === credentialCode),
      merges: profiles.flatMap((profile) => merges.get(profile) ?? []),
    };
  };
}
