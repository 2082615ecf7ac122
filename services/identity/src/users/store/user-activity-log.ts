import type { ActivityLog } from '@app/subgraph-kit/activity/activity-log';

/** The activity of users, chained for each organization. */
export const USER_ACTIVITY: ActivityLog = {
  table: 'identity.user_activity',
  columns: [
    ...(['id', 'organization_id', 'at'] as const),
    ...['user_id', 'kind', 'reason', 'attempted', 'actor', 'client', 'request_id'],
  ],
};
