import { columns, integer, oneOf } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import type { DataSource } from 'typeorm';
import type { AssociationPolicy } from '../domain/policy.js';

const LIMITS = columns({
  yearMode: oneOf<AssociationPolicy['yearMode']>(),
  perYear: integer(),
  coolOffDays: integer(),
});

const IN_FORCE = { columns: LIMITS, text: `SELECT ${LIMITS} FROM association.limits` };

/**
 * Throws unless the settings are the limits in force. The constraints count by those that the last migration took from
 * its settings; a service with others would promise what its database rejects.
 */
export async function assertLimitsInForce(dataSource: DataSource, policy: AssociationPolicy): Promise<void> {
  const [inForce] = await queryRows(dataSource.manager, IN_FORCE);
  const same = (['yearMode', 'perYear', 'coolOffDays'] as const).every((name) => inForce?.[name] === policy[name]);
  if (!same) {
    throw new EnvironmentError([
      'ASSOCIATION_YEAR, ASSOCIATIONS_PER_YEAR, ASSOCIATION_COOL_OFF_DAYS: the database holds other limits; run the migration with the settings of the service',
    ]);
  }
}
