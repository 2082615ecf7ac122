import type { GraphQLError } from 'graphql';
import type { Caller } from '../callers/caller.js';
import { forbidden, knownUnderAnotherId, notAUser, unauthenticated } from '../graphql/errors.js';
import { isForOperators, isPermission, isRole } from './roles.js';

/**
 * The error for a caller outside the audience of a field. It names the role or permission that would allow access for
 * this kind of caller, and says nothing about the object: a foreign and an absent object give the same error.
 */
export function denied(caller: Caller, audience: readonly string[]): GraphQLError {
  switch (caller.kind) {
    case 'person':
      return forbidden(`You may not do or see this. ${remedyForPerson(audience)}`);
    case 'machine':
    case 'operator':
      return forbidden(`This client may not do or see this. ${remedyForClient(audience, caller.kind)}`);
    case 'unknown-account':
      return caller.reason === 'directory-mismatch' ? knownUnderAnotherId() : notAUser();
    default:
      return unauthenticated();
  }
}

function remedyForPerson(audience: readonly string[]): string {
  const roles = audience.filter(isRole);
  const own = audience.includes('self');
  if (roles.length > 0) {
    const needed = `It needs the role ${joinNames(roles)} in the organization concerned`;
    return `${needed}${own ? ', or to be about yourself' : ''}. Ask an administrator there.`;
  }
  if (own) return 'It is for the user concerned only.';
  if (audience.includes('member')) return 'It is for members of the organization concerned.';
  return 'It is for machine clients and operators, whatever role a person has.';
}

function remedyForClient(audience: readonly string[], kind: 'machine' | 'operator'): string {
  const held = audience.filter(isPermission).filter((one) => kind === 'operator' || !isForOperators(one));
  if (held.length === 0) return 'No permission allows it.';
  return `It needs the permission ${joinNames(held)}${kind === 'machine' ? ' and is about your own organization only' : ''}.`;
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
