import type { ReactNode } from 'react';
import type { AskedAct } from './acts-context.ts';
import { CorrectAddressDialog } from './correct-address-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import type { Person } from './person.ts';
import { RolesDialog } from './roles-dialog.tsx';

type ActDialogsProps = { readonly asked: AskedAct | undefined; readonly onClose: () => void };

/** The dialogs of the acts, a part of its own that loads with the first act. */
export function ActDialogs({ asked, onClose }: ActDialogsProps): ReactNode {
  return (
    <>
      <CorrectAddressDialog person={personOf(asked, 'correct address')} onClose={onClose} />
      <RolesDialog person={personOf(asked, 'roles')} onClose={onClose} />
      <DeleteDialog person={personOf(asked, 'delete', 'withdraw')} onClose={onClose} />
    </>
  );
}

function personOf(asked: AskedAct | undefined, ...acts: readonly AskedAct['act'][]): Person | undefined {
  return asked !== undefined && acts.includes(asked.act) ? asked.person : undefined;
}
