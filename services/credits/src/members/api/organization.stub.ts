import { Access, allow, Subject, withObject } from '@app/subgraph-kit/access/access';
import { referenceTo } from '@app/subgraph-kit/access/reference';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An organization, owned by identity: its key, and through resolvers the fields of this service. */
@Directive('@key(fields: "id")')
@ObjectType('Organization')
@Subject<OrganizationStub>(({ id }) => ({ organizationId: id }), {
  // Members see their own organization, operators every one.
  reference: allow('member', ...PERMISSIONS),
})
export class OrganizationStub {
  @Access(withObject)
  @Field(() => ID)
  id!: string;

  static of(id: string): OrganizationStub {
    return objectOf(OrganizationStub, { id });
  }
}

/** Accepts any well-formed id. Access rules decide about the caller, and identity about existence. */
export const OrganizationReference = referenceTo(OrganizationStub, ({ id }: { id: string }) =>
  isUuid(id) ? OrganizationStub.of(id.toLowerCase()) : null,
);
