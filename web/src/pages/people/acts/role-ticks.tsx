import { type ReactNode, useId } from 'react';
import { useMe } from '../../../app/me.ts';
import { isGlobalAdmin } from '../../../app/roles.ts';
import { Tick } from '../../../design/field.tsx';
import type { Role } from '../../../graphql/documents.ts';
import type { Known } from '../../../text/words.ts';
import { ROLES } from '../role-words.ts';

/** The roles to tick, each with what it may do. Read them with `tickedRoles`. */
export function RoleTicks({
  roles,
  legend = 'Roles',
}: {
  readonly roles: readonly Role[];
  legend?: string;
}): ReactNode {
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {Object.keys(ROLES).map((role) => (
        <RoleTick key={role} role={role as Known<Role>} ticked={roles.includes(role as Role)} />
      ))}
    </fieldset>
  );
}

/** The roles that are ticked in a form. */
export function tickedRoles(form: HTMLFormElement): Role[] {
  return new FormData(form).getAll('role') as Role[];
}

function RoleTick({ role, ticked }: { readonly role: Known<Role>; readonly ticked: boolean }): ReactNode {
  const hintId = useId();
  const { roles } = useMe();
  const { name, may } = ROLES[role];
  const locked = role === 'GLOBAL_ADMIN' && !isGlobalAdmin(roles);
  return (
    <div>
      <Tick label={name} name="role" value={role} defaultChecked={ticked} disabled={locked} aria-describedby={hintId} />
      <span id={hintId} className="quiet">
        {may} {locked && 'Only a Global admin grants this role.'}
      </span>
    </div>
  );
}
