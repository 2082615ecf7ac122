import type { GraphQLError } from 'graphql';
import type { Caller } from './caller.js';
import { forbidden, knownUnderAnotherId, notAUser, unauthenticated } from './errors.js';
import { isForOperators, isPermission, isRole } from './roles.js';

/**
 * What a caller outside of a field's audience is told: which role or permission would allow it, for callers of their
 * kind. It says nothing about the object, so that one of another organisation and one that is absent are refused alike.
 */
export function denied(caller: Caller, audience: readonly string[]): GraphQLError {
  switch (caller.kind) {
    case 'person':
      return forbidden(`You may not do or see this. ${remedyOfPerson(audience)}`);
    case 'machine':
    case 'operator':
      return forbidden(`This client may not do or see this. ${remedyOfClient(audience, caller.kind)}`);
    case 'unknown-account':
      return caller.reason === 'directory-mismatch' ? knownUnderAnotherId() : notAUser();
    default:
      return unauthenticated();
  }
}

function remedyOfPerson(audience: readonly string[]): string {
  const roles = audience.filter(isRole);
  const own = audience.includes('self');
  if (roles.length > 0) {
    const needed = `It needs the role ${listed(roles)} in the organisation concerned`;
    return `${needed}${own ? ', or to be about yourself' : ''}. Ask an administrator there.`;
  }
  if (own) return 'It is for the person concerned alone.';
  if (audience.includes('member')) return 'It is for members of the organisation concerned.';
  return 'It is for programs, whatever role a person has.';
}

function remedyOfClient(audience: readonly string[], kind: 'machine' | 'operator'): string {
  const held = audience.filter(isPermission).filter((one) => kind === 'operator' || !isForOperators(one));
  if (held.length === 0) return 'No permission allows it.';
  return `It needs the permission ${listed(held)}${kind === 'machine' ? ' and is about your own organisation only' : ''}.`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
