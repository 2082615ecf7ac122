import { match } from '@skill-link/client/match';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useMe } from '../../../app/me.ts';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { isGlobalAdmin } from '../../../app/roles.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { Notice } from '../../../design/notice.tsx';
import { ChangeUserRolesDocument, type PersonAccountFragment } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { roleNames } from '../role-words.ts';
import { usePeopleActs } from './acts-context.ts';
import type { Person } from './person.ts';
import { RoleTicks, tickedRoles } from './role-ticks.tsx';

type RolesDialogProps = { readonly person: Person | undefined; readonly onClose: () => void };

/** Sets the roles that a user has by hand. */
export function RolesDialog({ person, onClose }: RolesDialogProps): ReactNode {
  return (
    <Dialog open={person !== undefined} title={`Roles of ${person?.displayName}`} onClose={onClose}>
      {person?.account !== undefined && <RolesForm person={person} account={person.account} onClose={onClose} />}
    </Dialog>
  );
}

type RolesFormProps = {
  readonly person: Person;
  readonly account: PersonAccountFragment;
  readonly onClose: () => void;
};

function RolesForm({ person, account, onClose }: RolesFormProps): ReactNode {
  const { run, busy, problem } = useMutation(ChangeUserRolesDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const { done } = usePeopleActs();
  const me = useMe();
  const { grantedRoles, groupRoles } = account;

  const change = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setRejected(undefined);
    const data = await run({ input: { userId: person.id, roles: tickedRoles(event.currentTarget) } });
    if (data === undefined) return;
    await match(data.changeUserRoles, {
      ChangeUserRolesSuccess: ({ user }) =>
        done(
          <>
            Roles of <bdi>{person.displayName}</bdi> from now on: {roleNames(user.roles)}.
          </>,
        ),
      LastGlobalAdminError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={change}>
      {person.id === me.id && isGlobalAdmin(me.roles) && (
        <Notice tone="warn">These are your own roles. Without Global admin you cannot take it back yourself.</Notice>
      )}
      <RoleTicks roles={grantedRoles} legend="Given by hand" />
      {groupRoles.length > 0 && <p>By groups of the directory, whatever is ticked here: {roleNames(groupRoles)}.</p>}
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Save roles" busy={busy} onCancel={onClose} />
    </form>
  );
}
