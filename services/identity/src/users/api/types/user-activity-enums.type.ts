import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { USER_ACTIVITY_KINDS, USER_REFUSAL_REASONS } from '../../domain/user-activity.js';

export const UserActivityKindEnum = enumOf(USER_ACTIVITY_KINDS);
registerEnumType(UserActivityKindEnum, {
  name: 'UserActivityKind',
  description: 'What happened to a user.',
  valuesConfig: {
    INVITED: { description: 'The user was invited, or created by the directory.' },
    INVITATION_RESENT: { description: 'The invitation was sent again.' },
    FIRST_SIGN_IN: { description: 'The person signed in for the first time, which bound the user to them.' },
    ROLES_CHANGED: { description: 'Roles were granted or withdrawn, by hand or by a group.' },
    DEACTIVATED: { description: 'The directory ended the access.' },
    REACTIVATED: { description: 'The directory restored the access.' },
    DELETED: { description: 'The user was deleted, or an invitation withdrawn.' },
    RESTORED: { description: 'A deleted user came back.' },
    ERASED: { description: 'The personal data of the user was erased.' },
    REFUSED: { description: 'An attempt that a rule rejected; nothing changed.' },
  },
});

export const UserActivityReasonEnum = enumOf(USER_REFUSAL_REASONS);
registerEnumType(UserActivityReasonEnum, {
  name: 'UserActivityReason',
  description: 'Why an attempt to change a user was rejected.',
  valuesConfig: {
    LAST_GLOBAL_ADMIN: { description: 'The organization would have no GLOBAL_ADMIN who has signed in.' },
    NOT_PERMITTED: { description: 'It was about a GLOBAL_ADMIN, and the caller is none.' },
    USER_EXISTS: { description: 'Another user of the organization has the address.' },
    INVITATION_NOT_PENDING: { description: 'The user has signed in, or has no invitation.' },
    RESTORE_WINDOW_PASSED: { description: 'The user was deleted more than 30 days ago.' },
    DIRECTORY_CONFLICT: {
      description: 'The directory gave a user a name, an address or an external id that another user has.',
    },
  },
});
