import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import type { CountingHolding } from '../../holdings/domain/holder.js';
import { listHeldUntil } from '../../holdings/store/holdings-on-day.store.js';
import { findKnownRefs } from '../../members/store/person.store.js';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import type { StepOutcome } from '../../rules/domain/people-metric.js';
import type { Rules } from '../../rules/store/load-rules.js';
import { type Day, dayOf } from '../../values/domain/day.js';
import { type DesignationOutcome, type ScoreFacts, scoreDesignations } from '../domain/designation.js';
import { NOTHING, type PersonChange, withPeopleChanged } from '../domain/what-if.js';
import { figuresOf, type SimulatedFigure } from './simulated-figures.js';
import { gainedBy, type SimulatedGain } from './simulated-gains.js';

export type Simulation = {
  readonly gain: readonly SimulatedGain[];
  readonly leave: readonly string[];
  readonly figures: readonly SimulatedFigure[];
  readonly on: string | null;
};

/** The score of a day, and the first holders of lists. */
export type SimulationSources = {
  readonly score: (organizationId: string, on: Day) => Promise<Pick<ScoreFacts, 'holders' | 'figures'>>;
  readonly holders: {
    load(asked: { organizationId: string; list: CredentialList; on: Day; first: number }): Promise<CountingHolding[]>;
  };
  readonly reads: RequestReads;
  readonly rules: Rules;
  readonly now: Date;
};

/** The simulated scores, and the first holders of a step. */
export type Simulated = {
  readonly designations: readonly DesignationOutcome[];
  readonly peopleOf: (step: StepOutcome, first: number) => Promise<string[]>;
};

/** Scores a day as if people had gained credentials or left. */
export async function simulateOrganization(
  organizationId: string,
  simulation: Simulation,
  sources: SimulationSources,
): Promise<Simulated> {
  const { score, holders: firstHolders, reads, rules, now } = sources;
  const on = (simulation.on ?? dayOf(now)) as Day;
  const gained = gainedBy(simulation, on, rules);
  const changedFigures = figuresOf(simulation.figures, on, rules.ruleSets);
  const leaving = new Set(simulation.leave);
  await checkPeople(organizationId, simulation, reads);
  const named = [...new Set([...gained.keys(), ...leaving])];
  const { holders, figures } = await score(organizationId, on);
  const held = await listHeldUntil(
    reads,
    named.map((personRef) => ({ organizationId, personRef })),
    on,
  );
  const byPerson = Map.groupBy(held, ({ personRef }) => personRef);
  const changed = new Map(
    named.map((personRef): [string, PersonChange] => {
      const before = new Set((byPerson.get(personRef) ?? []).map(({ credentialCode }) => credentialCode));
      const after = leaving.has(personRef) ? NOTHING : new Set([...before, ...(gained.get(personRef) ?? [])]);
      return [personRef, { before, after }];
    }),
  );
  const asIf = withPeopleChanged(holders, [...changed.values()], on);
  return {
    designations: scoreDesignations({ ...rules, on, figures: [...figures, ...changedFigures], holders: asIf }),
    // Existing holders keep their order; gained credentials are earned on the day, so that they come last.
    async peopleOf({ list, credentialCodes }, first) {
      const there = await firstHolders.load({ organizationId, list, on, first: first + leaving.size });
      const serves = (codes: ReadonlySet<string>) => credentialCodes.some((code) => codes.has(code));
      const stay = there.map(({ personRef }) => personRef).filter((ref) => !leaving.has(ref));
      const come = [...changed].filter(([, { before, after }]) => !serves(before) && serves(after));
      return [...stay, ...come.map(([ref]) => ref)].slice(0, first);
    },
  };
}

async function checkPeople(organizationId: string, { gain, leave }: Simulation, reads: RequestReads): Promise<void> {
  const gaining = new Set(gain.flatMap(({ personRef }) => personRef ?? []));
  if (leave.some((ref) => gaining.has(ref)))
    throw badUserInput('leave: a person who gains a credential cannot leave too.');
  const named = [...gaining, ...leave];
  if (named.length === 0) return;
  const known = await findKnownRefs(reads, organizationId, named);
  const unknown = named.find((ref) => !known.has(ref));
  if (unknown !== undefined)
    throw badUserInput(`personRef: the organization has no person ${JSON.stringify(unknown.slice(0, 100))}.`);
}
