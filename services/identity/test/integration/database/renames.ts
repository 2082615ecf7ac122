import type { Renames } from '@app/test-kit/catalog';

/** Names of the baseline by those of the schema that it replaced. */
export const RENAMES: Renames = {
  everywhere: {
    'app.reach': 'app.tenant_scope',
    '*_within_reach': '*_tenant_scope',
    refuse_change_of_activity: 'reject_change_of_activity',
    organisation: 'organization',
  },
  user_account: { departures: 'past_offboardings' },
};
