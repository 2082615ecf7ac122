import { checkDatabases } from '@app/subgraph-kit/processes/start-process';
import { exitWithFault } from '@app/subgraph-kit/settings/environment';
import { Client } from 'pg';
import { readReportingPreparationEnvironment } from '../environment.js';
import { prepareReporting } from '../reporting/application/prepare-reporting.js';
import { ReportingRejected } from '../reporting/application/reporting-rejected.js';

// Prepares a migrated database for reporting logins and for the standby that serves them. Run before the standby starts.
const environment = readReportingPreparationEnvironment();
await checkDatabases({ DATABASE_URL: environment.DATABASE_URL });
const admin = new Client({ connectionString: environment.DATABASE_URL });
await admin.connect();
try {
  await prepareReporting(admin, {
    watchdog: environment.REPORTING_WATCHDOG_PASSWORD,
    replication: environment.REPORTING_REPLICATION_PASSWORD,
  });
} catch (error) {
  if (!(error instanceof ReportingRejected)) throw error;
  exitWithFault(error.message);
} finally {
  await admin.end();
}
