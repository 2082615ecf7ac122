import { badUserInput } from '@app/subgraph-kit/graphql/errors';
import type { Rules } from '../../rules/store/load-rules.js';
import type { Day } from '../../values/domain/day.js';
import { canBeEarned } from '../domain/what-if.js';

export type SimulatedGain = {
  readonly personRef?: string | null;
  readonly newPerson?: string | null;
  readonly credentialCode: string;
};

type Gains = { readonly gain: readonly SimulatedGain[]; readonly leave: readonly string[] };

const MOST = 1_000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;
const LOOKS_LIKE_A_REFERENCE = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** The credentials that each person would gain on the day; a holding without a person belongs to a new one. */
export function gainedBy({ gain, leave }: Gains, on: Day, { catalog }: Rules): Map<string, Set<string>> {
  if (gain.length > MOST) throw badUserInput(`gain: at most ${MOST} holdings.`);
  if (leave.length > MOST) throw badUserInput(`leave: at most ${MOST} people.`);
  const given = new Set(gain.flatMap(({ newPerson }) => newPerson ?? []));
  const gained = new Map<string, Set<string>>();
  const nextName = namesBeside(given);
  gain.forEach((one, index) => {
    const credential = catalog.find(one.credentialCode);
    if (!credential) throw badUserInput(`gain[${index}].credentialCode: the catalog has no such credential.`);
    const name = one.personRef ?? one.newPerson ?? nextName();
    checkName(one, index);
    const codes = gained.get(name) ?? new Set();
    if (canBeEarned(credential, on)) codes.add(credential.code);
    gained.set(name, codes);
  });
  return gained;
}

function checkName({ personRef, newPerson }: SimulatedGain, index: number): void {
  if (newPerson == null) return;
  if (personRef != null) throw badUserInput(`gain[${index}].newPerson: not beside a personRef.`);
  if (!NAME.test(newPerson) || LOOKS_LIKE_A_REFERENCE.test(newPerson))
    throw badUserInput(`gain[${index}].newPerson: 1 to 50 letters, digits, - and _; no personRef.`);
}

/** new-1, new-2 … without the names that the caller gives. */
function namesBeside(given: ReadonlySet<string>): () => string {
  let count = 0;
  return () => {
    do count += 1;
    while (given.has(`new-${count}`));
    return `new-${count}`;
  };
}
