import { Field, ObjectType } from 'type-graphql';

@ObjectType('MailPreferences', { description: 'Which mail a user gets. Invitations are not among them.' })
export class MailPreferencesType {
  @Field(() => Boolean, { description: 'Before credentials of the user can be renewed or expire.' })
  renewals!: boolean;

  @Field(() => Boolean, {
    description:
      'Digests of users who began to leave, at most one a day. Sent to GLOBAL_ADMIN and USER_MANAGEMENT_ADMIN.',
  })
  leavers!: boolean;

  @Field(() => Boolean, {
    description: 'When the user can link a profile again after the cool-off or the limit of a year.',
  })
  nextAssociation!: boolean;
}
