import { type ReactNode, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Pager } from '../../../design/pager.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { DirectoryQuery, GroupRolesFragment } from '../../../graphql/documents.ts';
import { count } from '../../../text/numbers.ts';
import { roleNames } from '../role-words.ts';
import { GroupRolesDialog } from './group-roles-dialog.tsx';

type Groups = NonNullable<NonNullable<DirectoryQuery['callerOrganization']>['directoryGroups']>;

/** The groups of the directory, and the roles of their members. */
export function DirectoryGroups({ groups }: { readonly groups: Groups }): ReactNode {
  const [changing, setChanging] = useState<GroupRolesFragment>();
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">Groups</h2>
      <p>
        Members of a group have its roles, beside those that they were given by hand. The directory decides who the
        members are.
      </p>
      {groups.nodes.length === 0 ? (
        <p>The directory has written no group yet. Assign groups to this application there.</p>
      ) : (
        <GroupTable groups={groups.nodes} onChange={setChanging} />
      )}
      <Pager size={50} pageInfo={groups.pageInfo} />
      <GroupRolesDialog group={changing} onClose={() => setChanging(undefined)} />
    </section>
  );
}

type GroupTableProps = {
  readonly groups: readonly GroupRolesFragment[];
  readonly onChange: (group: GroupRolesFragment) => void;
};

function GroupTable({ groups, onChange }: GroupTableProps): ReactNode {
  return (
    <Wide label="Groups">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="number">
              Members
            </th>
            <th scope="col">Roles</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">
                <bdi>{group.displayName}</bdi>
              </th>
              <td className="number" data-label="Members">
                {count(group.memberCount)}
              </td>
              <td data-label="Roles">{roleNames(group.roles)}</td>
              <td>
                <Button aria-label={`Roles… of ${group.displayName}`} onClick={() => onChange(group)}>
                  Roles…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
