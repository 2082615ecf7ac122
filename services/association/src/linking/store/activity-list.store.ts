import { activityLists } from '@app/subgraph-kit/activity/list-entries';
import { columns, instant, nullable, oneOf, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { LinkActivityKind } from '../domain/link-activity.js';
import type { FailureReason, RejectionReason } from '../domain/rejection-reason.js';
import { LINK_ACTIVITY } from './activity-log.js';

/** The columns of a listed entry. */
export const LISTED_LINK_ACTIVITY = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    userId: uuid(),
    associationId: nullable(uuid()),
    source: oneOf<LearningSource>(),
    at: instant(),
    kind: oneOf<LinkActivityKind>(),
    reason: nullable(oneOf<RejectionReason | FailureReason>()),
    actor: text(),
    client: nullable(text()),
    requestId: text(),
  },
  'e',
);

export type ListedLinkActivity = RowOf<typeof LISTED_LINK_ACTIVITY>;

/** The activity of links of an organization or of a user, newest first. */
export const linkActivityLists = activityLists(LINK_ACTIVITY.table, LISTED_LINK_ACTIVITY);
