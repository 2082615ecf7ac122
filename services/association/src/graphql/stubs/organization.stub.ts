import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Identity owns Organization; here it is named, and no more. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Organization')
export class OrganizationStub {
  @Field(() => ID)
  id!: string;

  static of(id: string): OrganizationStub {
    return Object.assign(new OrganizationStub(), { id });
  }
}
