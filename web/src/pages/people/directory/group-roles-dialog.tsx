import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { type GroupRolesFragment, SetGroupRolesDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { RoleTicks, tickedRoles } from '../acts/role-ticks.tsx';

type GroupRolesDialogProps = { readonly group: GroupRolesFragment | undefined; readonly onClose: () => void };

/** Sets the roles of all members of a group, present and future. */
export function GroupRolesDialog({ group, onClose }: GroupRolesDialogProps): ReactNode {
  return (
    <Dialog open={group !== undefined} title={`Roles of ${group?.displayName}`} onClose={onClose}>
      {group !== undefined && <GroupRolesForm group={group} onClose={onClose} />}
    </Dialog>
  );
}

type GroupRolesFormProps = { readonly group: GroupRolesFragment; readonly onClose: () => void };

function GroupRolesForm({ group, onClose }: GroupRolesFormProps): ReactNode {
  const { run, busy, problem } = useMutation(SetGroupRolesDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const router = useRouter();

  const set = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setRejected(undefined);
    const data = await run({ input: { groupId: group.id, roles: tickedRoles(event.currentTarget) } });
    if (data === undefined) return;
    await match(data.setGroupRoles, {
      SetGroupRolesSuccess: async () => {
        onClose();
        await router.invalidate();
      },
      DirectoryGroupNotFoundError: setRejected,
      LastGlobalAdminError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={set}>
      <p>All members have these roles within five seconds, and each member who is added later.</p>
      <RoleTicks roles={group.roles} />
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Save roles" busy={busy} onCancel={onClose} />
    </form>
  );
}
