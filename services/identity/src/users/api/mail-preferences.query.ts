import { Access, allowSilently } from '@app/subgraph-kit/access/access';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { preferencesOf } from '../domain/mail-preferences.js';
import type { UsersContext } from './context.js';
import { MailPreferencesType } from './types/mail-preferences.type.js';
import { UserType } from './types/user.type.js';

@Resolver(() => UserType)
export class MailPreferencesQuery {
  @FieldResolver(() => MailPreferencesType, {
    nullable: true,
    description:
      'Which mail the user gets (setMailPreferences). The user only; null for other callers, and where no mail is sent.',
  })
  @Access(allowSilently('self'))
  async mailPreferences(
    @Root() { id }: UserType,
    @Ctx() { loaders, sendsMail }: UsersContext,
  ): Promise<MailPreferencesType | null> {
    if (!sendsMail) return null;
    return objectOf(MailPreferencesType, preferencesOf(await loaders.stoppedMailByUser.load(id)));
  }
}
