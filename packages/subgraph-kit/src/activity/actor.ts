import { type Caller, callerKey } from '../callers/caller.js';

/** What kind of caller asked for a change. */
export const ACTIVITY_ACTOR_KINDS = ['PERSON', 'PROGRAM', 'OPERATOR', 'DIRECTORY', 'BROWSER', 'SYSTEM'] as const;
export type ActivityActorKind = (typeof ACTIVITY_ACTOR_KINDS)[number];

const KINDS: Readonly<Record<string, ActivityActorKind>> = {
  person: 'PERSON',
  machine: 'PROGRAM',
  operator: 'OPERATOR',
  scim: 'DIRECTORY',
  browser: 'BROWSER',
};

/** The kind of an actor as entries state it (`callerKey`): `person:…`, `machine:…`, `scim:…`, `browser`. */
export function actorKindOf(actor: string): ActivityActorKind {
  return KINDS[actor.split(':', 1)[0] ?? ''] ?? 'SYSTEM';
}

/** The user of an actor who is a person. */
export function userOfActor(actor: string): string | null {
  return actorKindOf(actor) === 'PERSON' ? actor.slice('person:'.length) : null;
}

/** The program through which a caller asks, as its token names it; null where the token names none. */
function clientOf(caller: Caller): string | null {
  return 'clientId' in caller ? caller.clientId : null;
}

/** Who asks for a change, and through which program, as entries state them. */
export function askedBy(caller: Caller): { actor: string; client: string | null } {
  return { actor: callerKey(caller), client: clientOf(caller) };
}
