import { type Achieved, achievedAsOf, type Report } from './achievement-history.js';
import type { Catalogue } from './catalogue.js';
import type { CreditReason, Standing } from './credit.js';
import { type Day, dayOf } from './day.js';
import { type DesignationOutcome, scoreDesignations } from './designation.js';
import { type Fraction, isPositive, ZERO } from './fraction.js';
import { reasonNotCounting } from './holding.js';
import type { PartnerFigure } from './partner-figure.js';
import { type CountingHolding, type HoldingsByCredential, holdingsByCredential } from './people-metric.js';
import { type RuleSet, ruleSetOn } from './rule-set.js';

/** A report about a profile that is linked to the organisation. */
export type LinkedReport = Report & {
  readonly profileId: string;
  readonly credentialCode: string;
  readonly personRef: string;
};

/** One requirement that names a credential, with the points that a credit adds to it or the reason why none. */
export type Contribution = {
  readonly designation: string;
  readonly metric: string;
  /** Null where the requirement is the skilling of a specialization. */
  readonly step: number | null;
  readonly points: Fraction;
  readonly reason: CreditReason | null;
};

export type OrganizationScore = {
  readonly designations: readonly DesignationOutcome[];
  /** By achievement. */
  readonly contributions: ReadonlyMap<string, readonly Contribution[]>;
  /** What counts on the day; empty where there are no rules. */
  readonly holdings: HoldingsByCredential;
};

/** Scores an organisation by the rules of a day and what was held at an instant of it; nothing before the first rule set. */
export function scoreOrganization(input: {
  readonly ruleSets: readonly RuleSet[];
  readonly catalogue: Catalogue;
  readonly reports: readonly LinkedReport[];
  readonly figures: readonly PartnerFigure[];
  readonly asOf: Date;
}): OrganizationScore {
  const on = dayOf(input.asOf);
  const ruleSet = ruleSetOn(input.ruleSets, on);
  if (!ruleSet) return { designations: [], contributions: new Map(), holdings: new Map() };
  const holdings = holdingsByCredential(holdingsOf(input.reports, input.catalogue, input.asOf, on));
  const designations = scoreDesignations({ ruleSet, catalogue: input.catalogue, on, holdings, figures: input.figures });
  const entries = designations.flatMap(({ area, metrics }) =>
    metrics.flatMap(({ id, contributions }) =>
      contributions.map(({ holdingId, ...rest }) => ({ holdingId, designation: area.id, metric: id, ...rest })),
    ),
  );
  const byHolding = Map.groupBy(entries, ({ holdingId }) => holdingId);
  const contributions = new Map(
    [...byHolding].map(([id, parts]) => [id, parts.map(({ holdingId: _, ...contribution }) => contribution)]),
  );
  return { designations, contributions, holdings };
}

/** What a credit adds where; what does not count adds nothing anywhere, for the one reason that keeps it from counting. */
export function contributionsOf(
  score: OrganizationScore,
  credit: { readonly achievementId: string; readonly credentialCode: string },
  standing: Standing,
): readonly Contribution[] {
  const scored = standing.reason === null ? score.contributions.get(credit.achievementId) : undefined;
  if (scored) return scored;
  return score.designations.flatMap(({ area, metrics }) =>
    metrics.flatMap(({ id, steps }) =>
      steps
        .filter(({ credentialCodes }) => credentialCodes.includes(credit.credentialCode))
        .map(({ step }) => ({
          designation: area.id,
          metric: id,
          step,
          points: ZERO,
          reason: standing.reason ?? 'LAG',
        })),
    ),
  );
}

/** Why a credit adds points nowhere; empty when it does somewhere. */
export function reasonsOf(standing: Standing, contributions: readonly Contribution[]): CreditReason[] {
  if (standing.reason !== null) return [standing.reason];
  if (contributions.some(({ points }) => isPositive(points))) return [];
  return [...new Set(contributions.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
}

function holdingsOf(reports: readonly LinkedReport[], catalogue: Catalogue, asOf: Date, on: Day): CountingHolding[] {
  const histories = Map.groupBy(
    reports,
    ({ personRef, profileId, credentialCode }) => `${personRef} ${profileId} ${credentialCode}`,
  );
  return [...histories.values()].flatMap((history) => {
    const [first] = history;
    const credential = first && catalogue.get(first.credentialCode);
    if (!first || !credential) return [];
    return achievedAsOf(credential, history, asOf)
      .filter(({ achievedAt, expiresOn }) => {
        return reasonNotCounting(credential, { earnedOn: dayOf(achievedAt), expiresOn }, on) === null;
      })
      .map((achieved) => ({
        id: idOf(achieved),
        personRef: first.personRef,
        credentialCode: first.credentialCode,
        achievedAt: achieved.achievedAt,
      }));
  });
}

function idOf({ achievementId, reports }: Achieved): string {
  return achievementId ?? reports[0]?.id ?? '';
}
