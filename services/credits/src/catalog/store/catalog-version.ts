import { createHash } from 'node:crypto';
import type { Credential } from '../domain/catalog.js';

/** Raise this when the same rule data is interpreted differently, so that everything is recalculated. */
const READING = 2;

/**
 * A short hash of the catalog fields from which achievements and holdings are calculated; titles and remarks are left
 * out.
 */
export function versionOf(credentials: readonly Credential[]): string {
  const calculated = [...credentials]
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ code, source, validity, retirement, prerequisites, examSets }) => [
      ...[code, source, validity.map(({ period, from, until }) => [period?.months, period?.days, from, until])],
      ...[retirement && [retirement.until, retirement.countsThrough], prerequisites],
      examSets.map(({ exams, until }) => [exams, until]),
    ]);
  const hash = createHash('sha256').update(JSON.stringify([READING, calculated]));
  return hash.digest('hex').slice(0, 12);
}
