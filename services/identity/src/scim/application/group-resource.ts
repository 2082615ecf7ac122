import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { GROUP_SCHEMA } from '../domain/attributes/group-attributes.js';
import { project } from '../domain/resource/projection.js';
import type { ScimGroup } from '../domain/scim-group.js';
import type { ListParameters } from '../domain/search.js';
import { type GroupMember, readMembers } from '../store/scim-group-list.store.js';

/** Builds the SCIM resources of groups; without members when the directory does not ask for them. */
export async function groupResources(
  reads: RequestReads,
  groups: readonly ScimGroup[],
  { baseUrl, withMembers }: { readonly baseUrl: string; readonly withMembers: boolean },
): Promise<object[]> {
  const members = withMembers
    ? await readMembers(
        reads,
        groups.map(({ id }) => id),
      )
    : [];
  const byGroup = Map.groupBy(members, ({ groupId }) => groupId);
  return groups.map((group) => ({
    schemas: [GROUP_SCHEMA],
    id: group.id,
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.displayName,
    // An empty list of members is left out (RFC 7643, 2.5).
    ...(byGroup.has(group.id) && { members: byGroup.get(group.id)?.map((member) => reference(member, baseUrl)) }),
    meta: {
      resourceType: 'Group',
      created: group.createdAt.toISOString(),
      lastModified: group.changedAt.toISOString(),
      location: `${baseUrl}/Groups/${group.id}`,
      version: `W/"${group.version}"`,
    },
  }));
}

function reference({ id }: GroupMember, baseUrl: string): object {
  return { value: id, $ref: `${baseUrl}/Users/${id}`, type: 'User' };
}

/** Whether the caller asks for members; otherwise they are not read. */
export function asksForMembers({ attributes, excludedAttributes }: ListParameters): boolean {
  const members = [{ value: '', $ref: '', type: 'User' }];
  return 'members' in project({ members }, attributes, excludedAttributes);
}
