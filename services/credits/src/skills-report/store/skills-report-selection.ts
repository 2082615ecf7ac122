import type { CredentialKind } from '../../catalog/domain/catalog.js';
import type { Parameters } from '../../credits/store/credit-conditions.js';
import type { Day } from '../../values/domain/day.js';

/** Selects rows of a report; null means no condition. */
export type ReportSelection = {
  readonly credentialCodes: readonly string[] | null;
  readonly kinds: readonly CredentialKind[] | null;
  readonly relevantTo: string | null;
  readonly leaving: boolean | null;
  readonly expiresBefore: Day | null;
  readonly search: ReportSearch | null;
};

/**
 * Credentials that match the search text and, when names may be searched, the people: listed, or by text when too many
 * match.
 */
export type ReportSearch = {
  readonly credentialCodes: readonly string[];
  readonly people: { readonly found: readonly number[] } | { readonly withPart: string } | null;
};

export function selectsCredentials(selection: ReportSelection): boolean {
  const { credentialCodes, kinds, relevantTo } = selection;
  return credentialCodes !== null || kinds !== null || relevantTo !== null;
}

/** Conditions on `known`, a credential of the report, with a short name for their combination. */
export function credentialConditions(
  { credentialCodes, kinds, relevantTo }: ReportSelection,
  parameters: Parameters,
): { text: string; name: string } {
  const given: [name: string, text: string][] = [];
  if (credentialCodes) given.push(['c', `known.credential_code = ANY(${parameters.add(credentialCodes)}::text[])`]);
  if (kinds) given.push(['k', `known.kind = ANY(${parameters.add(kinds)}::text[])`]);
  if (relevantTo !== null) given.push(['r', `${parameters.add(relevantTo)}::text = ANY(known.relevant_to)`]);
  return { text: given.map(([, text]) => `AND ${text}`).join(' '), name: given.map(([name]) => name).join('') };
}
