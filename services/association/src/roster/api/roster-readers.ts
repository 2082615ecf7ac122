import { allow } from '@app/subgraph-kit/access/access';

/** Callers who see the roster: it names users and the state of their links, not their profiles. */
export const rosterReaders = allow(
  ...(['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'PARTNER_ADMIN'] as const),
  ...(['EXECUTIVE_REPORT_VIEWER', 'users:read'] as const),
);
