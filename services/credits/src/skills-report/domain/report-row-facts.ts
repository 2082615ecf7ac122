import { composeAchievementsAsOf, type Report } from '../../achievements/domain/achievement-history.js';
import { earnedByExams } from '../../achievements/domain/exams.js';
import type { Catalog, Credential, LearningSource } from '../../catalog/domain/catalog.js';
import type { RelevanceCalendar } from '../../rules/domain/relevance-calendar.js';
import { type Day, dayOf } from '../../values/domain/day.js';

/** A link of the person to the organization, with the profile id from before any merge. */
export type LinkFact = {
  readonly profileId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  /** The link started by a move: at the instant at which a link elsewhere ended. */
  readonly movedHere: boolean;
};
export type OffboardingFact = { readonly leavesReportAt: Date; readonly canceledAt: Date | null };
export type ReportFact = Report & { readonly profileId: string; readonly credentialCode: string };
export type MergeFact = { readonly from: string; readonly into: string; readonly publishedAt: Date };

/** The facts that decide whether a person and a credential are a row of a report. */
export type RowFacts = {
  readonly source: LearningSource;
  readonly credential: Credential;
  readonly catalog: Catalog;
  readonly links: readonly LinkFact[];
  readonly offboardings: readonly OffboardingFact[];
  /** Reports of the credential; where exams earn it, all reports of the profiles. */
  readonly reports: readonly ReportFact[];
  readonly merges: readonly MergeFact[];
  readonly relevance: RelevanceCalendar;
};

/** The state of the facts at a refresh. */
export type RowState = {
  readonly link: LinkFact | undefined;
  /** ComposedAchievement and neither expired nor revoked. */
  readonly active: boolean;
  /** Active, and named by a requirement. */
  readonly counts: boolean;
  readonly expiries: readonly Day[];
};

/** The instant up to which reports and merges are known; usually the instant asked for. */
export type Knowledge = { readonly reports: Date; readonly merges: Date };

/** The state at a refresh: an event at the same instant belongs to the next report. */
export function stateAt(facts: RowFacts, at: Date, known: Knowledge = { reports: at, merges: at }): RowState {
  const link = linkAt(facts, at);
  const achieved = link ? achievedAt(facts, profileAt(facts, link.profileId, known.merges), at, known) : [];
  const on = dayOf(at);
  const active = achieved.filter(({ expiresOn }) => expiresOn === null || expiresOn >= on);
  const relevant = facts.relevance.on(on).get(facts.credential.code);
  const counting = active.filter(
    ({ achievedAt }) => relevant && (relevant.earnedUntil === null || achievedAt <= relevant.earnedUntil),
  );
  return {
    link,
    active: active.length > 0,
    counts: counting.length > 0,
    expiries: achieved.flatMap(({ expiresOn }) => expiresOn ?? []),
  };
}

function linkAt({ links, offboardings }: RowFacts, at: Date): LinkFact | undefined {
  const gone = offboardings.some(
    ({ leavesReportAt, canceledAt }) => leavesReportAt <= at && (canceledAt === null || canceledAt >= at),
  );
  if (gone) return undefined;
  const open = links.filter(
    ({ startedAt, endedAt, endReason }) =>
      startedAt < at &&
      (endedAt === null || endedAt > at || (endedAt.getTime() === at.getTime() && endReason !== 'ACCOUNT_DELETED')),
  );
  return open.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())[0];
}

function achievedAt(facts: RowFacts, profileId: string, at: Date, known: Knowledge) {
  const recorded = facts.reports
    .filter((report) => report.recordedAt < known.reports && report.achievedAt < at)
    .filter((report) => profileAt(facts, report.profileId, known.merges) === profileId)
    .map((report) => ({ ...report, revokedAt: report.revokedAt && report.revokedAt < at ? report.revokedAt : null }));
  const { credential, catalog } = facts;
  const earned = credential.examSets.length === 0 ? [] : earnedByExams(catalog, recorded);
  const byExams = earned.map((one) => ({ ...one, id: one.by, achievementId: null }));
  const ofCredential = [...recorded, ...byExams].filter(({ credentialCode }) => credentialCode === credential.code);
  return composeAchievementsAsOf(credential, ofCredential, at).filter(({ revokedAt }) => revokedAt === null);
}

/** The surviving profiles after the merges published before the instant. */
function profileAt({ merges }: RowFacts, profileId: string, at: Date): string {
  let [current, left] = [profileId, merges.length];
  for (let next = nextOf(current); next && left > 0; next = nextOf(current)) [current, left] = [next.into, left - 1];
  return current;

  function nextOf(from: string): MergeFact | undefined {
    return merges.find((merge) => merge.from === from && merge.publishedAt < at);
  }
}
