import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { INVITATION_MAILS } from '../../domain/invitation-mail.js';
import { ROLES } from '../../domain/role.js';
import { USER_STATUSES } from '../../domain/user.js';
import { USER_ORDERS } from '../../domain/user-order.js';

export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a user may do for the organization. Linking one’s own profile needs no role (R1).',
  valuesConfig: {
    GLOBAL_ADMIN: {
      description:
        'Everything in the organization: settings, users, also deleting and restoring them, directory tokens, roster, ' +
        'links and profile ids, reports with names. Links and unlinks only the own profile (R4).',
    },
    ACCOUNT_ADMIN: {
      description: 'Sees users and roster; invites, invites again and changes roles, except those of a GLOBAL_ADMIN.',
    },
    USER_MANAGEMENT_ADMIN: { description: 'The same as ACCOUNT_ADMIN.' },
    PARTNER_ADMIN: {
      description:
        'Sees users, roster, links and profile ids of all users, and reports with names. Changes none of them.',
    },
    EXECUTIVE_REPORT_VIEWER: {
      description: 'Sees the roster and reports with names; of a user id, displayName and email.',
    },
    REPORT_VIEWER: { description: 'Sees designations, totals and reports without names: users under a personRef.' },
  },
});

export const UserStatusEnum = enumOf(USER_STATUSES);
registerEnumType(UserStatusEnum, {
  name: 'UserStatus',
  description: 'INVITED until the first sign-in, then ACTIVE. DEACTIVATED and DELETED users have no access.',
});

export const InvitationMailEnum = enumOf(INVITATION_MAILS);
registerEnumType(InvitationMailEnum, {
  name: 'InvitationMail',
  description: 'What became of the mail that invites a user.',
  valuesConfig: {
    WAITING: { description: 'It is about to be sent, or the mail server does not take it yet: it is tried for a day.' },
    SENT: { description: 'The mail server accepted it (User.invitationSentAt). That is no proof that it arrived.' },
    FAILED: {
      description: 'The mail server rejected it, or did not take it for a day. Correct the address (resendInvitation).',
    },
    STOPPED: {
      description: 'The holder of the address wants no invitations of this organization. Ask the person another way.',
    },
  },
});

export const UserOrderEnum = enumOf(USER_ORDERS);
registerEnumType(UserOrderEnum, {
  name: 'UserOrder',
  description: 'The sort order of users. Equal values are sorted by id, in the same direction.',
  valuesConfig: {
    NAME_ASC: { description: 'By display name, case-insensitive.' },
    NAME_DESC: { description: 'By display name, case-insensitive, descending.' },
    EMAIL_ASC: { description: 'By address, case-insensitive.' },
    EMAIL_DESC: { description: 'By address, case-insensitive, descending.' },
    INVITED_AT_ASC: { description: 'Earliest invitation first.' },
    INVITED_AT_DESC: { description: 'Latest invitation first.' },
  },
});
