import { PERMISSIONS } from '../access/roles.js';
import type { Caller } from '../callers/caller.js';
import { EnvironmentError } from '../settings/environment-error.js';
import type { CommandRun } from './command.js';

/** Short and without white space: it becomes part of activity records. */
const NAME = /^[\w.@-]{1,64}$/;

/**
 * The caller of an operator's command. It acts across organizations; its changes are recorded as
 * `operator:skill-link`, with the name of the operator where SKILL_LINK_OPERATOR states one.
 */
export function operatorOf({ environment }: Pick<CommandRun, 'environment'>): Extract<Caller, { kind: 'operator' }> {
  const name = environment.SKILL_LINK_OPERATOR ?? '';
  if (name !== '' && !NAME.test(name))
    throw new EnvironmentError(['SKILL_LINK_OPERATOR: 1 to 64 letters, digits and characters of . _ @ -']);
  const clientId = name === '' ? 'skill-link' : `skill-link/${name}`;
  return { kind: 'operator', clientId, permissions: PERMISSIONS };
}
