import { allow } from '@app/subgraph-kit/access/access';

/** Callers who see and change the webhooks of an organization. */
export const webhookAdministrators = allow('GLOBAL_ADMIN', 'webhooks:write');
