import { Access, allow, Subject, withObject } from '@app/subgraph-kit/access/access';
import { referenceTo } from '@app/subgraph-kit/access/reference';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { isUuid } from '@app/subgraph-kit/values/text';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Members get their own organization, operators every one. */
const organizationReaders = allow('member', ...PERMISSIONS);

/** The entity of identity; the roster adds fields. */
@Directive('@key(fields: "id")')
@ObjectType('Organization')
@Subject<OrganizationStub>((organization) => ({ organizationId: organization.id }), { reference: organizationReaders })
export class OrganizationStub {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  static of(id: string): OrganizationStub {
    return objectOf(OrganizationStub, { id });
  }
}

/** Any id of the right form: identity knows whether the organization exists. */
export const OrganizationReference = referenceTo(OrganizationStub, ({ id }: { id: string }) =>
  isUuid(id) ? OrganizationStub.of(id.toLowerCase()) : null,
);
