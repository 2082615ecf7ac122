import { connectionOf } from '@app/subgraph-kit/connection';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { LeaverPolicy, Organization } from '../domain/organization.js';
import { LeaverPolicyEnum } from './leaver-policy.type.js';

@Directive('@key(fields: "id")')
@ObjectType('Organization', {
  description: 'A partner whose people link their profiles. Seen by its members and by operators of the platform.',
})
export class OrganizationType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'PartnerID of the partner global account.' })
  partnerId!: string;

  @Field(() => LeaverPolicyEnum)
  leaverPolicy!: LeaverPolicy;

  /** The organisation as the API shows it. */
  static fromDomain({ id, name, partnerId, leaverPolicy }: Organization): OrganizationType {
    return Object.assign(new OrganizationType(), { id, name, partnerId, leaverPolicy });
  }
}

export const { Connection: OrganizationConnection } = connectionOf(
  () => OrganizationType,
  'Organization',
  'organisations',
);
