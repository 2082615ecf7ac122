import { Field, ID, ObjectType } from 'type-graphql';
import { UserStub } from './user.stub.js';

@ObjectType('PersonReference', {
  description: 'A person of an organization by personRef, which callers without access to names see too.',
})
export class PersonReferenceType {
  @Field(() => ID, { description: 'Stable reference of the person within the organization.' })
  personRef!: string;

  @Field(() => UserStub, {
    nullable: true,
    description: 'Null for callers who may not see names, and for an imaginary person of a simulation.',
  })
  person!: UserStub | null;

  organizationId!: string;
  userId!: string | null;

  static from(personRef: string, of: { organizationId: string; userId: string | null }): PersonReferenceType {
    const { organizationId, userId } = of;
    const person = userId === null ? null : UserStub.of({ id: userId, organizationId });
    return Object.assign(new PersonReferenceType(), { personRef, person, organizationId, userId });
  }
}
