import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('UserManager', { description: 'The manager of a user, as the organization’s directory tells it.' })
export class UserManagerType {
  @Field(() => ID, {
    nullable: true,
    description: 'The manager’s user; null when the directory means no user of this organization.',
  })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'The manager’s name; null when the directory tells none.' })
  displayName!: string | null;
}
