import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('UserManager', { description: 'The manager of a user, as the organization’s directory sends it.' })
export class UserManagerType {
  @Field(() => ID, {
    nullable: true,
    description: 'The manager’s user; null when it is no user of this organization.',
  })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'The manager’s name; null when the directory sends none.' })
  displayName!: string | null;
}
