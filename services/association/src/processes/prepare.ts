import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { Client } from 'pg';
import { MIGRATIONS } from '../database/migrations.js';
import type { AssociationPolicy } from '../linking/domain/policy.js';

/** Brings the service's schema up to date, and the limits in it to the settings. */
export async function prepareAssociation(
  adminUrl: string,
  passwords: { appPassword: string; workerPassword: string },
  policy: AssociationPolicy,
): Promise<void> {
  await prepareService({ adminUrl, service: 'association', ...passwords, migrations: MIGRATIONS });
  const admin = new Client({ connectionString: adminUrl, options: '-c role=association_owner' });
  await admin.connect();
  try {
    const limits = [policy.coolOffDays, policy.perYear, policy.yearMode];
    await admin.query('SELECT association.apply_limits($1, $2, $3)', limits);
  } finally {
    await admin.end();
  }
}
