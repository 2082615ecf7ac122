import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Field, ID, ObjectType } from 'type-graphql';
import { seesNames } from '../application/audiences.js';
import { UserStub } from './user.stub.js';

@ObjectType('PersonReference', {
  description: 'A person of an organization by personRef, which callers without access to names see too.',
})
@Subject<PersonReferenceType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class PersonReferenceType {
  @Access(withObject)
  @Field(() => ID, { description: 'Stable reference of the person within the organization.' })
  personRef!: string;

  @Access(seesNames)
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
    return objectOf(PersonReferenceType, { personRef, person, organizationId, userId });
  }
}
