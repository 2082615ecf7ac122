import { DateTimeScalar } from '@app/subgraph-kit/scalars';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('DirectoryMismatch', {
  description:
    'The organization’s directory knows an account under another id than the one with which the person signs in, ' +
    'usually because externalId is mapped to something else than the object id. Until the mapping is corrected the ' +
    'person cannot sign in, or the directory cannot change the user.',
})
export class DirectoryMismatchType {
  @Field(() => String, { description: 'The externalId that the directory sends.' })
  directoryId!: string;

  @Field(() => String, { description: 'The object id (oid) of the tokens with which the person signs in.' })
  signInId!: string;

  @Field(() => DateTimeScalar, {
    description: 'When the two were last found to differ, to the hour: by a sign-in or by a change of the directory.',
  })
  detectedAt!: Date;
}
