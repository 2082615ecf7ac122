import { badUserInput } from '@app/subgraph-kit/errors';
import { type Day, dayOf } from '../../domain/day.js';
import { scoreDesignations } from '../../domain/designation.js';
import { canBeEarned, NOTHING, type PersonChange, withPeopleChanged } from '../../domain/what-if.js';
import type { CreditsContext } from '../../graphql/context.js';
import { DesignationProgressType } from '../../graphql/types/designation-progress.type.js';
import { heldUntil } from '../../persistence/holder.store.js';
import { knownRefs } from '../../persistence/person-ref.store.js';

export type Simulation = {
  readonly gain: readonly { readonly personRef?: string | null; readonly credentialCode: string }[];
  readonly leave: readonly string[];
  readonly on: string | null;
};

const MOST = 1_000;

/** Scores the day as if these people had gained, or were gone. */
export async function simulateOrganization(
  organizationId: string,
  simulation: Simulation,
  context: CreditsContext,
): Promise<DesignationProgressType[]> {
  const { loaders, reads, rules, now } = context;
  const on = (simulation.on ?? dayOf(now)) as Day;
  const gained = gainedBy(simulation, on, context);
  const leaving = new Set(simulation.leave);
  await checkPeople(organizationId, simulation, context);
  const named = [...new Set([...gained.keys(), ...leaving])];
  const { holders, figures } = await loaders.score(organizationId, on);
  const held = await heldUntil(
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
  return scoreDesignations({ ...rules, on, figures, holders: asIf }).map((outcome) =>
    DesignationProgressType.from(outcome, {
      catalogue: rules.catalogue,
      // Who is there stays in order; what is gained is earned on the day, so that it comes last.
      async peopleOf({ list, credentialCodes }, first) {
        const there = await loaders.holders.load({
          organizationId,
          list,
          on,
          first: Math.min(100, first + leaving.size),
        });
        const serves = (codes: ReadonlySet<string> | undefined) => credentialCodes.some((code) => codes?.has(code));
        const stay = there.map(({ personRef }) => personRef).filter((ref) => !leaving.has(ref));
        const come = [...changed]
          .filter(([, { before, after }]) => !serves(before) && serves(after))
          .map(([ref]) => ref);
        return [...stay, ...come].slice(0, first);
      },
    }),
  );
}

/** By person what they would earn on the day and could count on it; each holding without a person is somebody new. */
function gainedBy({ gain, leave }: Simulation, on: Day, { rules }: CreditsContext): Map<string, Set<string>> {
  if (gain.length > MOST) throw badUserInput(`gain: at most ${MOST} holdings.`);
  if (leave.length > MOST) throw badUserInput(`leave: at most ${MOST} people.`);
  const gained = new Map<string, Set<string>>();
  let imagined = 0;
  gain.forEach(({ personRef, credentialCode }, index) => {
    const credential = rules.catalogue.find(credentialCode);
    if (!credential) throw badUserInput(`gain[${index}].credentialCode: the catalogue has no such credential.`);
    if (personRef == null) imagined += 1;
    const name = personRef ?? `new-${imagined}`;
    const codes = gained.get(name) ?? new Set();
    if (canBeEarned(credential, on)) codes.add(credential.code);
    gained.set(name, codes);
  });
  return gained;
}

async function checkPeople(
  organizationId: string,
  { gain, leave }: Simulation,
  { reads }: CreditsContext,
): Promise<void> {
  const gaining = new Set(gain.flatMap(({ personRef }) => personRef ?? []));
  if (leave.some((ref) => gaining.has(ref)))
    throw badUserInput('leave: somebody who gains a credential cannot leave too.');
  const named = [...gaining, ...leave];
  if (named.length === 0) return;
  const known = await knownRefs(reads, organizationId, named);
  if (named.some((ref) => !known.has(ref))) {
    throw badUserInput('personRef: the organisation knows nobody under one of these names.');
  }
}
