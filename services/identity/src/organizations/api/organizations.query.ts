import { Access, allow, authorize } from '@app/subgraph-kit/access/access';
import { type ConnectionOf, pageArguments } from '@app/subgraph-kit/graphql/connection';
import { mapPage } from '@app/subgraph-kit/graphql/mapped-page';
import { parseSearch } from '@app/subgraph-kit/graphql/search';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { countOrganizations, listOrganizations, type OrganizationPosition } from '../store/organization-list.store.js';
import type { OrganizationsContext } from './context.js';
import { OrganizationConnection, OrganizationType } from './organization.type.js';

const LIST = 'organizations';

const operators = allow('organizations:write');

@Resolver()
export class OrganizationsQuery {
  @Query(() => OrganizationConnection, {
    nullable: true,
    description:
      'All organizations, sorted by name. `search` matches a part of the name or a whole PartnerID; totalCount is null ' +
      'then. For platform operators with organizations:write.',
  })
  @Access(operators)
  async organizations(
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('search', () => String, { nullable: true }) search: string | null | undefined,
    @Ctx() { caller, cursors, reads }: OrganizationsContext,
  ): Promise<ConnectionOf<OrganizationType>> {
    authorize(operators, caller, {});
    const page = pageArguments(first, after);
    const position = page.after === null ? null : (cursors.decode(LIST, page.after) as unknown as OrganizationPosition);
    const searched = parseSearch(search);
    return mapPage({
      rows: await listOrganizations(reads, searched, { after: position, limit: first + 1 }),
      page,
      cursorOf: ({ sortName, id }) => cursors.encode(LIST, [sortName, id]),
      show: OrganizationType.fromDomain,
      total: () => countOrganizations(reads, searched),
    });
  }
}
