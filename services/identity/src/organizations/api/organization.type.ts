import { Access, allow, Subject, withObject } from '@app/subgraph-kit/access/access';
import { PERMISSIONS } from '@app/subgraph-kit/access/roles';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { LeaverPolicy, Organization } from '../domain/organization.js';
import { LeaverPolicyEnum } from './leaver-policy.type.js';

@Directive('@key(fields: "id")')
@ObjectType('Organization', {
  description:
    'A partner whose users link their learning profiles. Visible to its members and to operators of the platform.',
})
@Subject<OrganizationType>(({ id }) => ({ organizationId: id }), {
  reference: allow('member', ...PERMISSIONS), // members see their own, operators all
})
export class OrganizationType {
  @Field(() => ID)
  @Access(withObject)
  id!: string;

  @Field(() => String)
  @Access(withObject)
  name!: string;

  @Field(() => String, { description: 'PartnerID of the partner global account.' })
  @Access(withObject)
  partnerId!: string;

  @Field(() => LeaverPolicyEnum)
  @Access(withObject)
  leaverPolicy!: LeaverPolicy;

  /** Maps an organization to its object type. */
  static fromDomain({ id, name, partnerId, leaverPolicy }: Organization): OrganizationType {
    return objectOf(OrganizationType, { id, name, partnerId, leaverPolicy });
  }
}

export const { Connection: OrganizationConnection } = connectionOf(
  () => OrganizationType,
  'Organization',
  'organizations',
);
