import { EnvironmentError } from '@app/subgraph-kit/environment';
import type { DataSource } from 'typeorm';
import type { AssociationPolicy } from '../domain/policy.js';

/**
 * The constraints count by the limits that the last migration took from its settings. A service with others would
 * promise what its database refuses, so it does not start.
 */
export async function assertLimitsInForce(dataSource: DataSource, policy: AssociationPolicy): Promise<void> {
  const [inForce]: AssociationPolicy[] = await dataSource.query(
    `SELECT year_mode AS "yearMode", per_year AS "perYear", cool_off_days AS "coolOffDays" FROM association.limits`,
  );
  const same = (['yearMode', 'perYear', 'coolOffDays'] as const).every((name) => inForce?.[name] === policy[name]);
  if (!same) {
    throw new EnvironmentError([
      'ASSOCIATION_YEAR, ASSOCIATIONS_PER_YEAR, ASSOCIATION_COOL_OFF_DAYS: the database holds other limits; run the migration with the settings of the service',
    ]);
  }
}
