import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { databaseIdentity, hasReplayed, writtenPosition } from '../store/standby.store.js';
import { ReportingRejected } from './reporting-rejected.js';

const REPLAY_MILLISECONDS = 30_000;

/** Throws unless the second connection leads to a standby of the same database as the first. */
export async function requireStandby(primary: ClientBase, standby: ClientBase | undefined): Promise<ClientBase> {
  if (standby === undefined) {
    throw new ReportingRejected(
      'NO_STANDBY',
      'Reporting logins work on a standby only. Start one (docs/operations.md) and set REPORTING_DATABASE_URL.',
    );
  }
  const [own, other] = [await databaseIdentity(primary), await databaseIdentity(standby)];
  if (other.isStandby && own.identity === other.identity) return standby;
  throw new ReportingRejected(
    'NO_STANDBY',
    'REPORTING_DATABASE_URL leads to no standby of this database. Reporting logins never use the primary.',
  );
}

/** Waits until the standby has all changes that are committed now; false after 30 seconds, or when it does not answer. */
export async function isReplayed(primary: ClientBase, standby: ClientBase): Promise<boolean> {
  const position = await writtenPosition(primary);
  const deadline = performance.now() + REPLAY_MILLISECONDS;
  try {
    while (!(await hasReplayed(standby, position))) {
      if (performance.now() > deadline) return false;
      await pause(50);
    }
    return true;
  } catch {
    return false;
  }
}
