import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import { UserStub } from '../../../members/api/user.stub.js';

@ObjectType('PathStep', { description: 'A credential that a person should earn next.' })
export class PathStepType {
  @Field(() => ID, {
    nullable: true,
    description:
      'A linked person who holds what the credential requires, or earns it in an earlier step. Null: a new person.',
  })
  personRef!: string | null;

  @Field(() => UserStub, {
    nullable: true,
    description: 'Null for callers who may not see names, and without a personRef.',
  })
  person!: UserStub | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Name of a new person, the same in all steps of that person, as simulate takes it. Null with a personRef.',
  })
  newPerson!: string | null;

  @Field(() => CredentialType)
  credential!: CredentialType;

  @Field(() => Int, { description: 'Exams to pass for it.' })
  exams!: number;

  @Field(() => Float, {
    description:
      'Skilling points that the requested designations gain by this step; 0 for a prerequisite of a later step.',
  })
  pointsGained!: number;

  organizationId!: string;
  userId!: string | null;
}
