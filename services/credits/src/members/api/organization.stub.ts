import { isUuid } from '@app/subgraph-kit/text';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An organization, owned by identity: its key, and through resolvers the fields of this service. */
@Directive('@key(fields: "id")')
@ObjectType('Organization')
export class OrganizationStub {
  @Field(() => ID)
  id!: string;

  static of(id: string): OrganizationStub {
    return Object.assign(new OrganizationStub(), { id });
  }
}

/** Accepts any well-formed id. Access rules decide about the caller, and identity about existence. */
export function resolveOrganizationReference({ id }: { id: string }): OrganizationStub | null {
  return isUuid(id) ? OrganizationStub.of(id.toLowerCase()) : null;
}
