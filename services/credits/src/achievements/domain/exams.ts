import type { Catalog, Credential } from '../../catalog/domain/catalog.js';
import { type Day, dayOf } from '../../values/domain/day.js';
import { composeAchievements } from './achievement-history.js';
import { findLastStated } from './stated-expiry.js';

/** A report about one profile: an exam, or any other credential. */
export type RecordedReport = {
  readonly id: string;
  readonly credentialCode: string;
  readonly achievedAt: Date;
  readonly statedExpiry: Day | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
};

/** A credential derived from exams. `by` is the report of the last exam. */
export type EarnedByExams = Omit<RecordedReport, 'id'> & { readonly by: string };

/**
 * The credentials that the exams of one profile earn: on the day on which the last exam of a set is passed and a
 * prerequisite is held. A revoked report revokes the credentials that depend on it.
 */
export function earnedByExams(catalog: Catalog, reports: readonly RecordedReport[]): EarnedByExams[] {
  const revocations = reports.flatMap(({ revokedAt }) => (revokedAt === null ? [] : [revokedAt.getTime()]));
  const edges = [...new Set(revocations)].sort((a, b) => a - b);
  const found = new Map<string, EarnedByExams>();
  // The state before the first revocation, then after each of them.
  for (const since of [Number.NEGATIVE_INFINITY, ...edges]) {
    const standing = reports.filter(({ revokedAt }) => revokedAt === null || revokedAt.getTime() > since);
    const stands = new Map(earnedFrom(catalog, standing).map((one) => [keyOf(one), one]));
    for (const [key, one] of found) {
      if (one.revokedAt === null && !stands.has(key)) found.set(key, { ...one, revokedAt: new Date(since) });
    }
    for (const [key, one] of stands) if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

function keyOf({ credentialCode, by, achievedAt }: EarnedByExams): string {
  return `${credentialCode} ${by} ${achievedAt.getTime()}`;
}

function earnedFrom(catalog: Catalog, standing: readonly RecordedReport[]): EarnedByExams[] {
  const codes = new Set(standing.flatMap((one) => catalog.earnedBy(one.credentialCode).map(({ code }) => code)));
  const earned: EarnedByExams[] = [];
  const done = new Set<string>();
  const visit = (credential: Credential) => {
    if (done.has(credential.code)) return;
    done.add(credential.code);
    // Prerequisites come first. The rule files have no cycles.
    for (const code of credential.prerequisites) if (codes.has(code)) visit(catalog.get(code) ?? credential);
    earned.push(
      ...completed(credential, standing).flatMap((one) =>
        withPrerequisite(catalog, credential, one, [...standing, ...earned.map(asReport)]).map(withoutPastExpiry),
      ),
    );
  };
  for (const code of codes) {
    const credential = catalog.get(code);
    if (credential) visit(credential);
  }
  return earned;
}

/** One credential for each complete set of exams: the next one needs all exams again. */
function completed(credential: Credential, standing: readonly RecordedReport[]): EarnedByExams[] {
  return credential.examSets.flatMap(({ exams, until }) => {
    const passed = standing
      .filter(
        ({ credentialCode, achievedAt }) => exams.includes(credentialCode) && (until === null || achievedAt <= until),
      )
      .sort((a, b) => a.achievedAt.getTime() - b.achievedAt.getTime() || (a.id < b.id ? -1 : 1));
    const earned: EarnedByExams[] = [];
    let parts = new Map<string, RecordedReport>();
    for (const report of onceADay(passed)) {
      if (!parts.has(report.credentialCode)) parts.set(report.credentialCode, report);
      if (parts.size < exams.length) continue;
      earned.push(earnedWith(credential.code, [...parts.values()]));
      parts = new Map();
    }
    return earned;
  });
}

/** Reports of an exam on one day are one pass, with the expiry that was recorded last. */
function onceADay(passed: readonly RecordedReport[]): RecordedReport[] {
  const passes = Map.groupBy(passed, ({ credentialCode, achievedAt }) => `${credentialCode} ${dayOf(achievedAt)}`);
  return [...passes.values()].flatMap(([first, ...again]) => {
    if (!first) return [];
    return [{ ...first, statedExpiry: findLastStated([first, ...again])?.statedExpiry ?? null }];
  });
}

function earnedWith(credentialCode: string, parts: readonly RecordedReport[]): EarnedByExams {
  const last = parts.reduce((latest, one) => (one.achievedAt > latest.achievedAt ? one : latest));
  const recordedAt = new Date(Math.max(...parts.map((one) => one.recordedAt.getTime())));
  const statedExpiry = findLastStated(parts)?.statedExpiry ?? null;
  return { credentialCode, by: last.id, achievedAt: last.achievedAt, statedExpiry, recordedAt, revokedAt: null };
}

/**
 * On the day of the exam when a prerequisite is held on that day, otherwise on the day on which a prerequisite is
 * earned. Empty without a prerequisite.
 */
function withPrerequisite(
  catalog: Catalog,
  { prerequisites }: Credential,
  earned: EarnedByExams,
  reports: readonly RecordedReport[],
): EarnedByExams[] {
  if (prerequisites.length === 0) return [earned];
  const held = prerequisites.flatMap((code) => {
    const credential = catalog.get(code);
    const ofCode = reports.filter((one) => one.credentialCode === code).map((one) => ({ ...one, achievementId: null }));
    return credential ? composeAchievements(credential, ofCode) : [];
  });
  const day = dayOf(earned.achievedAt);
  const onTheDay = held.filter(
    (one) => dayOf(one.achievedAt) <= day && (one.expiresOn === null || day <= one.expiresOn),
  );
  const [first] = (onTheDay.length > 0 ? onTheDay : held.filter((one) => one.achievedAt > earned.achievedAt)).sort(
    (a, b) => a.achievedAt.getTime() - b.achievedAt.getTime(),
  );
  if (!first) return [];
  const at = Math.max(earned.achievedAt.getTime(), first.achievedAt.getTime());
  const recordedAt = new Date(Math.max(earned.recordedAt.getTime(), first.recordedAt.getTime()));
  return [{ ...earned, achievedAt: new Date(at), recordedAt }];
}

/** An expiry that is stated with an exam does not apply when it precedes the day on which the credential is earned. */
function withoutPastExpiry(earned: EarnedByExams): EarnedByExams {
  const { statedExpiry, achievedAt } = earned;
  return statedExpiry !== null && statedExpiry < dayOf(achievedAt) ? { ...earned, statedExpiry: null } : earned;
}

function asReport(earned: EarnedByExams): RecordedReport {
  return { ...earned, id: `${earned.credentialCode} ${earned.by}` };
}
