import type { Catalog, Credential, LearningSource } from '../../catalog/domain/catalog.js';
import { type CredentialList, listedOn, listOf } from '../../rules/domain/credential-list.js';
import type { HolderCount } from '../../rules/domain/people-metric.js';
import { type Day, firstInstantOf, LAST_DAY } from '../../values/domain/day.js';
import { canBeEarned } from './what-if.js';

/** A credential that a person could earn on a day: the lists it counts for, its exams and prerequisites. */
export type Offer = {
  readonly code: string;
  readonly source: LearningSource;
  /** Number of exams to pass. */
  readonly exams: number;
  /** Indices of the lists that name it. */
  readonly lists: readonly number[];
  /** The person must hold one of these; empty when nothing is required. */
  readonly needs: readonly string[];
};

/** Exams to earn the credential from the day on; a credential without exams costs as much as one exam. */
export function examsOf({ examSets }: Credential, on: Day): number {
  const open = examSets.filter(({ until }) => until === null || until >= firstInstantOf(on));
  return Math.max(1, Math.min(...open.map(({ exams }) => exams.length), examSets.length > 0 ? MANY : 1));
}

/** All ways to earn the credential have ended without a retirement: a fault of the rule data. */
const MANY = 9;

/**
 * Credentials of the lists that can be earned on the day, and their prerequisites, each after its own prerequisites.
 * Ties prefer the credential that stays longest, then the order of the lists.
 */
export function offersFor(lists: readonly CredentialList[], catalog: Catalog, on: Day): Offer[] {
  const codesOf = lists.map((list) => listedOn(list, on));
  const wanted = new Set<string>();
  const inOrder: Credential[] = [];
  const add = (code: string): void => {
    const credential = catalog.get(code);
    if (!credential || wanted.has(code) || !canBeEarned(credential, on)) return;
    wanted.add(code);
    for (const needed of credential.prerequisites) add(needed);
    inOrder.push(credential);
  };
  for (const code of byRetirement(codesOf.flat(), catalog)) add(code);
  return inOrder.map((credential) => ({
    code: credential.code,
    source: credential.source,
    exams: examsOf(credential, on),
    lists: codesOf.flatMap((codes, index) => (codes.includes(credential.code) ? [index] : [])),
    needs: credential.prerequisites,
  }));
}

/** True when a person without credentials can earn it from the day on, one credential after the other. */
export function isObtainable(code: string, catalog: Catalog, on: Day): boolean {
  const credential = catalog.get(code);
  if (!credential || !canBeEarned(credential, on)) return false;
  const { prerequisites } = credential;
  return prerequisites.length === 0 || prerequisites.some((needed) => isObtainable(needed, catalog, on));
}

/** True when a person can earn it on the day: one who can earn its prerequisite or holds it already. */
export function isWithinReach(code: string, catalog: Catalog, on: Day, holders: HolderCount): boolean {
  const credential = catalog.get(code);
  if (!credential || !canBeEarned(credential, on)) return false;
  return isObtainable(code, catalog, on) || holders(listOf(credential.prerequisites)) > 0;
}

function byRetirement(codes: readonly string[], catalog: Catalog): string[] {
  const last = (code: string) => catalog.get(code)?.retirement?.date ?? LAST_DAY;
  return codes
    .map((code, index) => ({ code, index, last: last(code) }))
    .sort((a, b) => (a.last === b.last ? a.index - b.index : a.last < b.last ? 1 : -1))
    .map(({ code }) => code);
}
