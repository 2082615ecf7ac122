import { Access, Subject, withObject } from '@app/subgraph-kit/access/access';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CredentialType } from '../../../catalog/api/credential.type.js';
import { UserStub } from '../../../members/api/user.stub.js';
import { seesNames } from '../../../members/application/audiences.js';

@ObjectType('PathStep', { description: 'A credential that a person should earn next.' })
@Subject<PathStepType>(({ organizationId, userId }) => ({ organizationId, userId }))
export class PathStepType {
  @Field(() => ID, {
    nullable: true,
    description:
      'A linked person who holds what the credential requires, or earns it in an earlier step. Null: a new person.',
  })
  @Access(withObject)
  personRef!: string | null;

  @Field(() => UserStub, {
    nullable: true,
    description: 'Null for callers who may not see names, and without a personRef.',
  })
  @Access(seesNames)
  person!: UserStub | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Name of a new person, the same in all steps of that person, as simulate takes it. Null with a personRef.',
  })
  @Access(withObject)
  newPerson!: string | null;

  @Field(() => CredentialType)
  @Access(withObject)
  credential!: CredentialType;

  @Field(() => Int, { description: 'Exams to pass for it.' })
  @Access(withObject)
  exams!: number;

  @Field(() => Float, {
    description:
      'Skilling points that the requested designations gain by this step; 0 for a prerequisite of a later step.',
  })
  @Access(withObject)
  pointsGained!: number;

  organizationId!: string;
  userId!: string | null;
}
