import { Access, allow } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganizationType } from '../../organizations/api/organization.type.js';
import { USER_READERS } from '../../users/domain/audiences.js';
import { countGroupsOf, type GroupPosition, listGroupsByName } from '../store/directory-group-list.store.js';
import type { ScimContext } from './context.js';
import { DirectoryGroupConnection, DirectoryGroupType } from './directory-group.type.js';

@Resolver(() => OrganizationType)
export class DirectoryGroupsQuery {
  @FieldResolver(() => DirectoryGroupConnection, {
    nullable: true,
    description:
      'The groups that the organization’s directory writes by SCIM, by name, with the roles of their members. ' +
      'first: 1..100. GLOBAL_ADMIN, ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, PARTNER_ADMIN, users:read.',
  })
  @Access(allow(...USER_READERS))
  async directoryGroups(
    @Root() { id }: OrganizationType,
    @Arg('first', () => Int, { description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page starts.' })
    after: string | null | undefined,
    @Ctx() { cursors, reads }: ScimContext,
  ): Promise<ConnectionOf<DirectoryGroupType>> {
    const list = `directory-groups:${id}`;
    const page = pageArguments(first, after);
    const position = page.after === null ? null : (cursors.decode(list, page.after) as unknown as GroupPosition);
    return mapPage({
      rows: await listGroupsByName(reads, id, { after: position, limit: first + 1 }),
      page,
      cursorOf: (row) => cursors.encode(list, [row.displayKey, row.id]),
      show: DirectoryGroupType.fromDomain,
      total: () => countGroupsOf(reads, id),
    });
  }
}
