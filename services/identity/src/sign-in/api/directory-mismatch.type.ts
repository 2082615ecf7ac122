import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('DirectoryMismatch', {
  description:
    'The directory of the organization knows an account under another id than the one with which the person signs in, ' +
    'usually because externalId is mapped to another attribute than the object id. Until the mapping is corrected, the ' +
    'person cannot sign in, or the directory cannot change the user.',
})
export class DirectoryMismatchType {
  @Field(() => String, { description: 'The externalId that the directory sends.' })
  directoryId!: string;

  @Field(() => String, { description: 'The object id (oid) in the tokens of the person.' })
  signInId!: string;

  @Field(() => DateTimeScalar, {
    description: 'When a sign-in or a change by the directory last found the two to differ, accurate to an hour.',
  })
  detectedAt!: Date;
}
