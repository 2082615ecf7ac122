/** A credential that a person would earn: a personRef, or the name of a new person. */
export type Gain = { readonly credential: string; readonly who: string };

/** The assumed changes of a simulation. */
export type Plan = { readonly gain: readonly Gain[]; readonly leave: readonly string[] };

type PathStep = {
  readonly credential: { readonly code: string };
  readonly personRef: string | null;
  readonly newPerson: string | null;
};

const REFERENCE = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** A step of a path as the address of What if has it: AVD:new-1. */
export function gainOf({ credential: { code }, personRef, newPerson }: PathStep): string {
  return gainText({ credential: code, who: personRef ?? newPerson ?? 'new-1' });
}

/** A gain as the address has it. */
export function gainText({ credential, who }: Gain): string {
  return `${credential}:${who}`;
}

/** The plan of an address. A gain without a person belongs to the first new one. */
export function planOf(search: {
  readonly gain?: readonly string[] | undefined;
  readonly leave?: readonly string[] | undefined;
}): Plan {
  const gain = (search.gain ?? []).map((text): Gain => {
    const end = text.lastIndexOf(':');
    return end < 0
      ? { credential: text, who: 'new-1' }
      : { credential: text.slice(0, end), who: text.slice(end + 1) || 'new-1' };
  });
  return { gain, leave: [...new Set(search.leave)] };
}

/** The plan as the API simulates it. */
export function simulationOf({ gain, leave }: Plan) {
  return {
    gain: gain.map(({ credential: credentialCode, who }) =>
      isReference(who) ? { credentialCode, personRef: who } : { credentialCode, newPerson: who },
    ),
    leave: [...leave],
  };
}

/** Whether a gain is that of a person of the organization. */
export function isReference(who: string): boolean {
  return REFERENCE.test(who);
}

/** A name for the next new person: new-1, new-2 … */
export function nextNewPerson({ gain }: Plan): string {
  const taken = new Set(gain.map(({ who }) => who));
  let number = 1;
  while (taken.has(`new-${number}`)) number += 1;
  return `new-${number}`;
}
