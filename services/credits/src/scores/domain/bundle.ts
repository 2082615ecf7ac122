import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Offer } from './offer.js';

/** A candidate for credentials: what the person holds, and the linked learning sources. */
export type Candidate = {
  readonly held: ReadonlySet<string>;
  /** Null: any source, as a new person may link where needed. */
  readonly sources: ReadonlySet<LearningSource> | null;
};

/** A new person, who holds nothing. */
export const NEWCOMER: Candidate = { held: new Set(), sources: null };

/**
 * Credentials that one person earns together: a bit for each list that counts the person from then on, and the exams.
 */
export type Bundle = { readonly lists: number; readonly exams: number; readonly offers: readonly Offer[] };

/**
 * The bundles of a candidate that add lists with the fewest exams. A candidate earns nothing twice, and nothing before
 * one of its prerequisites. `served` has the bits of lists that count the candidate already.
 */
export function bundlesOf(candidate: Candidate, offers: readonly Offer[], served: number): Bundle[] {
  const guarded = offers.filter(({ needs }) => needs.length > 0);
  const opens = (codes: (code: string) => boolean) =>
    guarded.reduce((bits, { needs }, index) => (needs.some(codes) ? bits | (1 << index) : bits), 0);
  let found = new Map<string, Bundle & { open: number }>();
  const start = { lists: 0, exams: 0, offers: [], open: opens((code) => candidate.held.has(code)) };
  found.set('start', start);
  for (const offer of offers) {
    if (candidate.held.has(offer.code)) continue;
    if (candidate.sources !== null && !candidate.sources.has(offer.source)) continue;
    const guard = offer.needs.length > 0 ? 1 << guarded.indexOf(offer) : 0;
    const adds = bitsOf(offer.lists) & ~served;
    const opened = opens((code) => code === offer.code);
    const next = new Map(found);
    for (const before of found.values()) {
      if ((before.open & guard) !== guard) continue;
      const [lists, open] = [before.lists | adds, before.open | opened];
      if (lists === before.lists && open === before.open) continue;
      const exams = before.exams + offer.exams;
      const key = `${lists} ${open}`;
      const known = next.get(key);
      if (!known || exams < known.exams) next.set(key, { lists, open, exams, offers: [...before.offers, offer] });
    }
    found = next;
  }
  return withoutWorse([...found.values()].filter(({ lists }) => lists !== 0));
}

export function bitsOf(positions: readonly number[]): number {
  return positions.reduce((bits, position) => bits | (1 << position), 0);
}

function withoutWorse(bundles: readonly Bundle[]): Bundle[] {
  const sorted = [...bundles].sort((a, b) => a.exams - b.exams);
  const kept: Bundle[] = [];
  for (const one of sorted) {
    if (!kept.some(({ lists }) => (lists & one.lists) === one.lists)) kept.push(one);
  }
  return kept;
}
