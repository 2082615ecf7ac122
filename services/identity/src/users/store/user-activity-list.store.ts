import { activityLists } from '@app/subgraph-kit/activity/list-entries';
import { columns, instant, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { UserActivityKind, UserRefusalReason } from '../domain/user-activity.js';
import { USER_ACTIVITY } from './user-activity-log.js';

/** The columns of a listed entry. */
export const LISTED_USER_ACTIVITY = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    userId: nullable(uuid()),
    at: instant(),
    kind: oneOf<UserActivityKind | 'REFUSED'>(),
    reason: nullable(oneOf<UserRefusalReason>()),
    attempted: nullable(oneOf<UserActivityKind>()),
    actor: text(),
    client: nullable(text()),
    requestId: text(),
  },
  'e',
);

export type ListedUserActivity = RowOf<typeof LISTED_USER_ACTIVITY>;

/** The activity of the users of an organization or of one user, newest first. */
export const userActivityLists = activityLists(USER_ACTIVITY.table, LISTED_USER_ACTIVITY);
