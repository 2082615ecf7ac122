import { Access } from '@app/subgraph-kit/access/access';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type InvitationMail, invitationMailOf } from '../domain/invitation-mail.js';
import type { UsersContext } from './context.js';
import { InvitationMailEnum } from './types/enums.type.js';
import { UserType, wholeUser } from './types/user.type.js';

@Resolver(() => UserType)
export class InvitationMailQuery {
  @FieldResolver(() => InvitationMailEnum, {
    nullable: true,
    description:
      'What became of the last mail that invites the user; null when none was written: the user came by a directory, or ' +
      'no mail is sent (SMTP_URL). Then give the person the address of the application.',
  })
  @Access(wholeUser)
  async invitationMail(@Root() { id }: UserType, @Ctx() { loaders }: UsersContext): Promise<InvitationMail | null> {
    return invitationMailOf(await loaders.invitationMailByUser.load(id));
  }
}
