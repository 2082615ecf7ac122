import type { Credential } from '../domain/catalogue.js';
import { relevanceCalendar } from '../domain/relevance-calendar.js';
import type { RowFacts } from '../domain/report-row-facts.js';
import { type RowKey, rowFacts } from '../persistence/report-row-facts.store.js';
import type { CreditsContext } from './context.js';

/** The facts behind each of these rows of reports; undefined where the catalogue no longer has the credential. */
export async function factsOfRows(
  organizationId: string,
  rows: readonly RowKey[],
  { reads, rules }: Pick<CreditsContext, 'reads' | 'rules'>,
): Promise<(row: RowKey) => RowFacts | undefined> {
  const relevance = relevanceCalendar(rules);
  const facts = rows.length === 0 ? undefined : await rowFacts(reads, organizationId, rows);
  const links = Map.groupBy(facts?.links ?? [], ({ userId, source }) => `${userId} ${source}`);
  const departures = Map.groupBy(facts?.departures ?? [], ({ userId }) => userId);
  const merges = Map.groupBy(facts?.merges ?? [], ({ source, survivingProfileId: id }) => `${source} ${id}`);
  const reports = Map.groupBy(
    facts?.reports ?? [],
    (one) => `${one.source} ${one.survivingProfileId} ${one.credentialCode}`,
  );
  return ({ userId, source, credentialCode }) => {
    const credential: Credential | undefined = rules.catalogue.get(credentialCode);
    if (!credential) return undefined;
    const theirs = links.get(`${userId} ${source}`) ?? [];
    const profiles = [...new Set(theirs.map((link) => `${source} ${link.survivingProfileId}`))];
    return {
      ...{ source, credential, relevance, links: theirs },
      departures: departures.get(userId) ?? [],
      reports: profiles.flatMap((profile) => reports.get(`${profile} ${credentialCode}`) ?? []),
      merges: profiles.flatMap((profile) => merges.get(profile) ?? []),
    };
  };
}
