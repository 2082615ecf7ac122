import { Access, allow, Subject } from '@app/subgraph-kit/access/access';
import { connectionOf } from '@app/subgraph-kit/graphql/connection';
import { objectOf } from '@app/subgraph-kit/graphql/object-of';
import { DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { OrganizationType } from '../../../organizations/api/organization.type.js';
import { NAME_READERS, USER_READERS, USER_WRITERS } from '../../domain/audiences.js';
import { leavesReportAt, restorableUntil } from '../../domain/leaver.js';
import type { Role } from '../../domain/role.js';
import { type User, type UserStatus, userStatus } from '../../domain/user.js';
import type { UsersContext } from '../context.js';
import { RoleEnum, UserStatusEnum } from './enums.type.js';
import { UserManagerType } from './user-manager.type.js';

/** Who sees the whole user: the user, administrators, readers, and writers in the result of a change. */
export const wholeUser = allow('self', ...USER_READERS, ...USER_WRITERS);

/** Who sees id, name and address: also readers of reports with names. */
const nameOfUser = allow('self', ...USER_READERS, ...USER_WRITERS, ...NAME_READERS);

@Directive('@key(fields: "id")')
@ObjectType('User', {
  description:
    'A user of an organization, identified by tenant and object id and never by address. Visible to the user, GLOBAL_ADMIN, ' +
    'ACCOUNT_ADMIN, USER_MANAGEMENT_ADMIN, PARTNER_ADMIN and users:read; EXECUTIVE_REPORT_VIEWER and reports:read.pii ' +
    'see id, displayName and email; users:write and organizations:write in the result of a change.',
})
@Subject<UserType>(({ id, organizationId }) => ({ organizationId, userId: id }), {
  reference: allow('self', ...USER_READERS, ...NAME_READERS),
})
export class UserType {
  @Field(() => ID)
  @Access(nameOfUser)
  id!: string;

  @Field(() => String, {
    description: 'The work address of the invitation. After the first sign-in it identifies no user.',
  })
  @Access(nameOfUser)
  email!: string;

  @Field(() => String)
  @Access(nameOfUser)
  displayName!: string;

  @Field(() => UserStatusEnum)
  @Access(wholeUser)
  status!: UserStatus;

  @Field(() => [RoleEnum], { description: 'All roles: granted by hand and by groups of the directory.' })
  @Access(wholeUser)
  roles!: readonly Role[];

  @Field(() => [RoleEnum], { description: 'The roles granted by hand (inviteUser, changeUserRoles).' })
  @Access(wholeUser)
  grantedRoles!: readonly Role[];

  @Field(() => [RoleEnum], {
    description: 'The roles of the user’s directory groups (setGroupRoles); they end with the membership.',
  })
  @Access(wholeUser)
  groupRoles!: readonly Role[];

  @Field(() => DateTimeScalar)
  @Access(wholeUser)
  invitedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the mail server accepted the last invitation to this address; null while none was sent (invitationMail).',
  })
  @Access(wholeUser)
  invitationSentAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The first request with a valid token; null until then, and again after a new invitation of a deleted user.',
  })
  @Access(wholeUser)
  firstSignedInAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the directory or a deletion ended the access; null for users with access.',
  })
  @Access(wholeUser)
  deactivatedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the user was deleted; null when the user is not deleted or was restored.',
  })
  @Access(wholeUser)
  deletedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: '30 days after the deletion (R23); null when the user is not deleted.',
  })
  @Access(wholeUser)
  restorableUntil!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The drop date of a leaver, who then drops out of report and score: 00:00 UTC on the report day (REPORT_DAY, by default the 10th) of the ' +
      'month after the deciding signal (R21). A restoration or reactivation cancels it; a new invitation does so ' +
      'when the user accepts it.',
  })
  @Access(wholeUser)
  leavesReportAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The department, as the organization’s directory sends it (SCIM, enterprise extension); null when unknown.',
  })
  @Access(wholeUser)
  department!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country of the work address in the directory, usually as ISO 3166-1 alpha-2; null when unknown.',
  })
  @Access(wholeUser)
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'City of the work address in the directory; null when unknown.' })
  @Access(wholeUser)
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'Job title in the directory; null when unknown.' })
  @Access(wholeUser)
  title!: string | null;

  organizationId!: string;

  managerReference!: string | null;

  managerName!: string | null;

  @Field(() => UserManagerType, { nullable: true, description: 'The manager in the directory; null when unknown.' })
  @Access(wholeUser)
  async manager(@Ctx() { loaders }: UsersContext): Promise<UserManagerType | null> {
    if (this.managerReference === null) return null;
    const found = await loaders.userById.load(this.managerReference);
    const manager = found?.organizationId === this.organizationId && found.deletedAt === null ? found : null;
    const displayName = manager?.displayName ?? this.managerName;
    return objectOf(UserManagerType, { userId: manager?.id ?? null, displayName });
  }

  @Field(() => OrganizationType)
  @Access(wholeUser)
  async organization(@Ctx() { loaders }: UsersContext): Promise<OrganizationType> {
    const organization = await loaders.organizationOfUser.load(this.organizationId);
    if (organization === null) throw new Error('A user has no organization.');
    return OrganizationType.fromDomain(organization);
  }

  /** Maps a user to its object type. */
  static fromDomain(user: User, { reportDay }: { reportDay: number }): UserType {
    return objectOf(UserType, {
      id: user.id,
      email: user.email,
      displayName: user.displayName,
      status: userStatus(user),
      roles: user.roles,
      grantedRoles: user.grantedRoles,
      groupRoles: user.groupRoles,
      invitedAt: user.invitedAt,
      invitationSentAt: user.invitationSentAt,
      firstSignedInAt: user.firstSignedInAt,
      deactivatedAt: user.deactivatedAt,
      deletedAt: user.deletedAt,
      restorableUntil: restorableUntil(user.deletedAt),
      leavesReportAt: leavesReportAt(user.leavingSince, reportDay),
      department: user.department,
      country: user.country,
      city: user.city,
      title: user.title,
      managerReference: user.manager,
      managerName: user.managerName,
      organizationId: user.organizationId,
    });
  }
}

export const { Connection: UserConnection } = connectionOf(() => UserType, 'User');
