import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import {
  createLoginTrigger,
  isSuperuser,
  lockPreparation,
  missingPreparations,
  movePublicPrivileges,
  writeReplicationRole,
  writeWatchdogRole,
} from '../store/hardening.store.js';
import { scramVerifier } from '../store/scram-verifier.js';
import { ReportingRejected } from './reporting-rejected.js';
import { inOneTransaction } from './transaction.js';

export type ReportingPasswords = { readonly watchdog: string; readonly replication: string | undefined };

/**
 * Prepares a database for reporting logins: revokes from PUBLIC what a login could misuse, creates the trigger that
 * checks sessions at their start, and the roles of the watchdog and the standby. Repeating it sets the passwords anew.
 */
export async function prepareReporting(admin: ClientBase, passwords: ReportingPasswords): Promise<void> {
  await requireSuperuser(admin);
  await inOneTransaction(admin, async () => {
    await lockPreparation(admin);
    await movePublicPrivileges(admin);
    await createLoginTrigger(admin);
    await writeWatchdogRole(admin, scramVerifier(passwords.watchdog, randomBytes(16)));
    if (passwords.replication !== undefined) {
      await writeReplicationRole(admin, scramVerifier(passwords.replication, randomBytes(16)));
    }
  });
}

/** Throws unless the role may create event triggers and roles with any setting. */
export async function requireSuperuser(admin: ClientBase): Promise<void> {
  if (await isSuperuser(admin)) return;
  throw new ReportingRejected('NOT_ALLOWED', 'Reporting logins are made by a superuser: set DATABASE_URL to one.');
}

/** Throws unless the database is prepared and the role may write logins. */
export async function requirePrepared(admin: ClientBase): Promise<void> {
  await requireSuperuser(admin);
  const missing = await missingPreparations(admin);
  if (missing.length === 0) return;
  throw new ReportingRejected(
    'NOT_PREPARED',
    `This database is not prepared for reporting logins: it lacks ${missing.join(', ')}. Run prepare-reporting (docs/operations.md).`,
  );
}
