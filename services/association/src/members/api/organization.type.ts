import { isUuid } from '@app/subgraph-kit/text';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Identity owns Organization; this service adds the roster (operations). */
@Directive('@key(fields: "id")')
@ObjectType('Organization')
export class OrganizationStub {
  @Field(() => ID)
  id!: string;

  static of(id: string): OrganizationStub {
    return Object.assign(new OrganizationStub(), { id });
  }
}

/** Any id of the right form: who may have the organisation stands in the access table; identity says whether there is one. */
export function resolveOrganizationReference({ id }: { id: string }): OrganizationStub | null {
  return isUuid(id) ? OrganizationStub.of(id.toLowerCase()) : null;
}
