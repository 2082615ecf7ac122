import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { figuresUsedBy } from '../../rules/domain/partner-figure.js';
import { relevanceCalendar } from '../../rules/domain/relevance-calendar.js';
import { DesignationProgressType } from '../../scores/api/types/designation-progress.type.js';
import { designationTerms, progressToward } from '../../scores/api/types/designation-terms.type.js';
import { deserializeDesignation, type StepWithPeople } from '../../scores/domain/stored-designation.js';
import { dayOf } from '../../values/domain/day.js';
import { type Difference, type DifferenceReason, differenceOf } from '../domain/report-difference.js';
import type { PublishedReport } from '../store/skills-report.store.js';
import { type DifferingRow, differingRows, figuresRecordedLater } from '../store/skills-report-differences.store.js';
import type { SkillsReportContext } from './context.js';
import { factsOfRows } from './row-facts.js';
import { DesignationReviewType, SkillsReportDifferenceType } from './types/skills-report-review.type.js';

/** Number of differing rows examined for the reasons of a designation. */
const MOST_ROWS = 1_000;

type PageAsked = { readonly first: number; readonly after: string | null | undefined };

/** One page of the people and credentials that only one of the two views counts. */
export async function differencesPage(
  report: PublishedReport,
  asked: PageAsked,
  context: SkillsReportContext,
): Promise<ConnectionOf<SkillsReportDifferenceType>> {
  const { caller, cursors, rules } = context;
  const { organizationId } = report;
  const page = pageArguments(asked.first, asked.after, caller);
  const list = `report-differences:${report.id}`;
  const place = page.after === null ? null : cursors.decode(list, page.after);
  const after = place && ([place[0] ?? '', place[1] ?? ''] as const);
  const { rows, reasonOf } = await differences(report, { limit: page.first, after }, context);
  return mapPage({
    rows,
    page,
    cursorOf: ({ credentialCode, personRef }) => cursors.encode(list, [credentialCode, personRef]),
    show: (line) => SkillsReportDifferenceType.from(line, reasonOf(line), { organizationId, ...rules }),
    total: () => null,
  });
}

/** Each designation as published and as known today, with the reasons for the difference. */
export async function designationReviews(
  report: PublishedReport,
  context: SkillsReportContext,
): Promise<DesignationReviewType[]> {
  const { loaders, reads } = context;
  const { organizationId } = report;
  const on = dayOf(report.asOf);
  const kept = await loaders.skillsReports.designations.load(report);
  const terms = designationTerms(organizationId, context, ({ people }: StepWithPeople, first) =>
    people.slice(0, first),
  );
  const { designations: live } = await loaders.score(organizationId, on);
  const shown = progressToward(organizationId, live, context);
  const codes = [...new Set([...kept.map(({ code }) => code), ...live.map(({ area }) => area.id)])];
  const pairs = codes.map((designation) => {
    const published = kept.find(({ code }) => code === designation);
    const official = published ? DesignationProgressType.from(deserializeDesignation(published), terms) : null;
    const asKnownNow = shown.find(({ code }) => code === designation) ?? null;
    const differs = official?.scoreExact !== asKnownNow?.scoreExact || official?.attained !== asKnownNow?.attained;
    return { designation, official, asKnownNow, differs };
  });
  const why = pairs.some(({ differs }) => differs)
    ? await reasonsByDesignation(report, context, await figuresRecordedLater(reads, report, on))
    : () => [];
  return pairs.map((pair) =>
    objectOf(DesignationReviewType, { ...pair, reasons: pair.differs ? why(pair.designation) : [] }),
  );
}

/**
 * The reasons of rows whose credential the designation names, and of figures that it uses; otherwise
 * EARLIER_FACTS_CHANGED.
 */
async function reasonsByDesignation(
  report: PublishedReport,
  context: SkillsReportContext,
  figures: readonly { readonly metric: string; readonly designation: string | null }[],
): Promise<(designation: string) => DifferenceReason[]> {
  const { rows, reasonOf } = await differences(report, { limit: MOST_ROWS, after: null }, context);
  const relevant = relevanceCalendar(context.rules).on(dayOf(report.asOf));
  return (designation) => {
    const named = rows.filter(({ credentialCode }) => relevant.get(credentialCode)?.relevantTo.includes(designation));
    const areas = context.rules.ruleSets.flatMap((one) => one.areas.filter(({ id }) => id === designation));
    const used = new Set(areas.flatMap((area) => [...figuresUsedBy(area)]));
    const late = figures.some(
      (figure) => used.has(figure.metric) && (figure.designation === null || figure.designation === designation),
    );
    const reasons = new Set(named.map((line) => reasonOf(line).reason));
    if (late) reasons.add('FIGURE_RECORDED_LATER');
    return reasons.size > 0 ? [...reasons].sort() : ['EARLIER_FACTS_CHANGED'];
  };
}

async function differences(
  report: PublishedReport,
  page: { readonly limit: number; readonly after: readonly [string, string] | null },
  { reads, rules }: SkillsReportContext,
): Promise<{ rows: DifferingRow[]; reasonOf: (line: DifferingRow) => Difference }> {
  const on = dayOf(report.asOf);
  const relevant = [...relevanceCalendar(rules).on(on).keys()];
  const rows = await differingRows(reads, report, on, { relevant, ...page });
  const keyOf = ({ userId, credentialCode }: DifferingRow) => {
    const source = rules.catalog.get(credentialCode)?.source ?? 'MICROSOFT_LEARN';
    return { userId, credentialCode, source };
  };
  const factsOf = await factsOfRows(report.organizationId, rows.map(keyOf), { reads, rules });
  return {
    rows,
    reasonOf(line) {
      const facts = factsOf(keyOf(line));
      return facts ? differenceOf(line.kind, facts, report.asOf) : { reason: 'EARLIER_FACTS_CHANGED', at: null };
    },
  };
}
