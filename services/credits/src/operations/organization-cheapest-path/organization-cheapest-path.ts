import { badUserInput } from '@app/subgraph-kit/errors';
import type { RequestReads } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../../domain/catalogue.js';
import { cheapestPath, type PathStep } from '../../domain/cheapest-path.js';
import { dayOf } from '../../domain/day.js';
import type { DesignationOutcome, ScoreFacts } from '../../domain/designation.js';
import { compare, type Fraction, isPositive, subtract, toDouble } from '../../domain/fraction.js';
import { exactFigure } from '../../domain/partner-figure.js';
import { ruleSetOn } from '../../domain/rule-set.js';
import { heldUntil } from '../../persistence/holder.store.js';
import { lastLinked } from '../../persistence/person-ref.store.js';
import type { Rules } from '../../rules/load-rules.js';

/** What the request has at hand: today's score and what it follows from. */
export type PathSources = {
  readonly score: (
    organizationId: string,
    on: null,
  ) => Promise<Pick<ScoreFacts, 'holders' | 'figures'> & { readonly designations: readonly DesignationOutcome[] }>;
  readonly reads: RequestReads;
  readonly rules: Rules;
  readonly now: Date;
};

export type NamedStep = { personRef: string | null; credentialCode: string; pointsGained: number };

/** The shortest way to so many skilling points, with people who could go it; undefined where there is none. */
export async function organizationCheapestPath(
  organizationId: string,
  asked: { readonly designation: string; readonly skillingPoints: number | null },
  sources: PathSources,
): Promise<NamedStep[] | undefined> {
  const { score, rules, now } = sources;
  const on = dayOf(now);
  const ruleSet = ruleSetOn(rules.ruleSets, on);
  const area = ruleSet?.areas.find(({ id }) => id === asked.designation);
  if (!ruleSet || !area) {
    const known = ruleSet?.areas.map(({ id }) => id).join(', ') || 'none today';
    throw badUserInput(`designation: the rules have ${known}.`);
  }
  const { designations, holders, figures } = await score(organizationId, null);
  const outcome = designations.find((one) => one.area === area);
  if (!outcome) return undefined;
  const goal = goalOf(asked.skillingPoints, outcome.skillingMax);
  const path = cheapestPath(area, ruleSet, { catalogue: rules.catalogue, on, holders, figures }, goal);
  return path && withPeople(organizationId, path, outcome.skillingPoints, sources);
}

function goalOf(skillingPoints: number | null, max: Fraction): Fraction {
  if (skillingPoints === null) return max;
  const goal = exactFigure(skillingPoints);
  if (goal && isPositive(goal) && compare(goal, max) <= 0) return goal;
  throw badUserInput(`skillingPoints: above 0, at most ${toDouble(max)}.`);
}

/**
 * Somebody else for every step, of those who linked last at the source of the credential and stay: who holds none of what
 * serves the same requirements adds most.
 */
async function withPeople(
  organizationId: string,
  path: readonly PathStep[],
  from: Fraction,
  { reads, rules: { catalogue }, now }: PathSources,
): Promise<NamedStep[]> {
  const linked = path.length === 0 ? new Map<string, LearningSource[]>() : await lastLinked(reads, organizationId, now);
  const held = await heldUntil(
    reads,
    [...linked.keys()].map((personRef) => ({ organizationId, personRef })),
    dayOf(now),
  );
  const codesOf = Map.groupBy(held, ({ personRef }) => personRef);
  let before = from;
  return path.map(({ credentialCode, skillingPoints, notHolding }) => {
    const source = catalogue.get(credentialCode)?.source;
    const fits = ([ref, sources]: [string, LearningSource[]]) =>
      sources.some((one) => one === source) && !codesOf.get(ref)?.some((one) => notHolding.has(one.credentialCode));
    const personRef = [...linked].find(fits)?.[0];
    if (personRef !== undefined) linked.delete(personRef);
    const pointsGained = toDouble(subtract(skillingPoints, before));
    before = skillingPoints;
    return { personRef: personRef ?? null, credentialCode, pointsGained };
  });
}
