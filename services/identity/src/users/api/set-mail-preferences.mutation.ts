import { Access, allow } from '@app/subgraph-kit/access/access';
import { badUserInput, forbidden } from '@app/subgraph-kit/graphql/errors';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { UserError } from '@app/subgraph-kit/graphql/user-error.type';
import { Arg, Ctx, createUnionType, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { setMailPreferences } from '../application/set-mail-preferences.js';
import type { UsersContext } from './context.js';
import { UserType } from './types/user.type.js';
import { loadUser } from './user.reference.js';

@InputType({ description: 'True sends this mail, false stops it. A choice that is left out or null stays as it is.' })
class SetMailPreferencesInput {
  @Field(() => Boolean, { nullable: true })
  renewals?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  leavers?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  nextAssociation?: boolean | null;
}

@ObjectType({ description: 'The choices are stored. They apply to mail that is not sent yet.' })
class SetMailPreferencesSuccess {
  @Field(() => UserType)
  user!: UserType;
}

@ObjectType({
  implements: UserError,
  description: 'This installation has no mail server, so there is nothing to choose.',
})
class NoMailError extends UserError {}

const SetMailPreferencesResult = createUnionType({
  name: 'SetMailPreferencesResult',
  description: 'The user with the new choices, or the reason why nothing was stored.',
  types: () => [SetMailPreferencesSuccess, NoMailError] as const,
});

@Resolver()
export class SetMailPreferencesMutation {
  @Mutation(() => SetMailPreferencesResult, {
    description: 'Chooses which mail the signed-in user gets (User.mailPreferences). A signed-in user, for oneself.',
  })
  @Access(allow('person'))
  async setMailPreferences(
    @Arg('input', () => SetMailPreferencesInput) input: SetMailPreferencesInput,
    @Ctx() context: UsersContext,
  ): Promise<typeof SetMailPreferencesResult> {
    const { caller, sendsMail } = context;
    if (caller.kind !== 'person') throw forbidden('Only a signed-in user has mail to choose.');
    if (!sendsMail)
      return objectOf(NoMailError, { message: 'No mail is sent here. An operator turns it on with SMTP_URL.' });
    await setMailPreferences(context, { id: caller.userId, organizationId: caller.organizationId }, input);
    const user = await loadUser(caller.userId, context);
    if (user === null) throw badUserInput('There is no user for this account. Sign in again.');
    return objectOf(SetMailPreferencesSuccess, { user });
  }
}
