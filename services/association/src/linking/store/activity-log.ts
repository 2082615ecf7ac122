import type { ActivityLog } from '@app/subgraph-kit/activity/activity-log';

/** The activity of links and flows, chained for each organization. */
export const LINK_ACTIVITY: ActivityLog = {
  table: 'association.activity',
  columns: [
    ...(['id', 'organization_id', 'at'] as const),
    ...['user_id', 'source', 'kind', 'reason', 'association_id', 'flow_id', 'actor', 'client', 'request_id'],
  ],
};
