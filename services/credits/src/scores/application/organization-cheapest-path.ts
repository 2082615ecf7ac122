import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import { exactFigure } from '../../rules/domain/partner-figure.js';
import { type Area, type RuleSet, ruleSetOn } from '../../rules/domain/rule-set.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { dayOf } from '../../values/domain/day.js';
import { compare, type Fraction, isPositive, subtract, sum, toDouble } from '../../values/domain/fraction.js';
import { cheapestPath, type Path } from '../domain/cheapest-path.js';
import type { DesignationOutcome, ScoreFacts } from '../domain/designation.js';
import type { PathGoal } from '../domain/path-goal.js';
import { type Obstacle, obstaclesTo } from '../domain/path-obstacle.js';
import { type ColleagueSources, colleaguesFor } from './path-colleagues.js';

export type PathTarget = 'ATTAINED' | 'MAXIMUM';

export type AskedPath = {
  readonly designations: readonly string[];
  readonly target: PathTarget;
  /** The argument of the operation, for messages. */
  readonly argument: 'designation' | 'designations';
  /** Replaces the target. */
  readonly skillingPoints: number | null;
};

/** Today's score and the facts it follows from. */
export type PathSources = ColleagueSources & {
  readonly score: (
    organizationId: string,
    on: null,
  ) => Promise<Pick<ScoreFacts, 'holders' | 'figures'> & { readonly designations: readonly DesignationOutcome[] }>;
  readonly rules: Rules;
};

export type NamedStep = {
  readonly personRef: string | null;
  readonly newPerson: string | null;
  readonly credentialCode: string;
  readonly exams: number;
  readonly pointsGained: number;
};

export type FoundPath =
  | { readonly kind: 'found'; readonly steps: readonly NamedStep[]; readonly exams: number; readonly people: number }
  | { readonly kind: 'unreachable'; readonly obstacles: readonly Obstacle[] };

/** The cheapest path to the target of all requested designations, with the people who can take it, or the obstacles. */
export async function organizationCheapestPath(
  organizationId: string,
  asked: AskedPath,
  sources: PathSources,
): Promise<FoundPath> {
  const { score, rules, now } = sources;
  const on = dayOf(now);
  const { ruleSet, areas } = askedAreas(asked, ruleSetOn(rules.ruleSets, on));
  const { designations, holders, figures } = await score(organizationId, null);
  const outcomes = areas.flatMap((area) => designations.find((one) => one.area === area) ?? []);
  const goal = goalOf(asked, outcomes);
  const facts = { catalog: rules.catalog, on, holders, figures };
  const colleagues = await colleaguesFor(organizationId, areas, facts, sources);
  const path = cheapestPath(areas, ruleSet, facts, goal, colleagues);
  if (!path) return { kind: 'unreachable', obstacles: obstaclesTo(areas, ruleSet, facts, goal, colleagues) };
  return { kind: 'found', steps: named(path, sum(outcomes.map((one) => one.skillingPoints))), ...sizeOf(path) };
}

function askedAreas(
  { designations, argument }: AskedPath,
  ruleSet: RuleSet | undefined,
): { ruleSet: RuleSet; areas: readonly Area[] } {
  const areas = ruleSet?.areas.filter(({ id }) => designations.includes(id)) ?? [];
  if (ruleSet && areas.length > 0 && areas.length === new Set(designations).size) return { ruleSet, areas };
  const known = ruleSet?.areas.map(({ id }) => id).join(', ') || 'none today';
  throw badUserInput(`${argument}: the rules have ${known}.`);
}

function goalOf({ target, skillingPoints }: AskedPath, outcomes: readonly DesignationOutcome[]): PathGoal {
  if (skillingPoints === null) return { kind: target };
  const [max] = outcomes.map(({ skillingMax }) => skillingMax);
  const points: Fraction | undefined = exactFigure(skillingPoints);
  if (max && points && isPositive(points) && compare(points, max) <= 0) return { kind: 'POINTS', points };
  throw badUserInput(`skillingPoints: above 0, at most ${max ? toDouble(max) : 0}.`);
}

function sizeOf({ exams, people }: Path) {
  return { exams, people };
}

/** Steps with the points that each adds; a new person has the same name in all steps. */
function named({ steps }: Path, from: Fraction): NamedStep[] {
  const newPeople = [...new Set(steps.flatMap(({ colleague, person }) => (colleague ? [] : [person])))];
  let before = from;
  return steps.map(({ colleague, person, offer, skillingPoints }) => {
    const pointsGained = toDouble(subtract(skillingPoints, before));
    before = skillingPoints;
    const who = colleague
      ? { personRef: colleague.personRef, newPerson: null }
      : { personRef: null, newPerson: `new-${newPeople.indexOf(person) + 1}` };
    return { ...who, credentialCode: offer.code, exams: offer.exams, pointsGained };
  });
}
