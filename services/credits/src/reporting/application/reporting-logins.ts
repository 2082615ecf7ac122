import { randomBytes } from 'node:crypto';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import type { ClientBase } from 'pg';
import { loginName, type ReportingLogin, VALID_DAYS, validUntil } from '../domain/login.js';
import {
  dropRole,
  insertLogin,
  lockLogin,
  markRevoked,
  organizationExists,
  roleId,
  selectLogins,
  updateValidity,
  writeRole,
} from '../store/login.store.js';
import { scramVerifier } from '../store/scram-verifier.js';
import { endSessions } from '../store/standby.store.js';
import { requirePrepared, requireSuperuser } from './prepare-reporting.js';
import { ReportingRejected } from './reporting-rejected.js';
import { isReplayed, requireStandby } from './standby.js';
import { inOneTransaction } from './transaction.js';

/** The primary as a superuser, and the standby as the watchdog where there is one. */
export type ReportingServers = {
  readonly primary: ClientBase;
  readonly standby: ClientBase | undefined;
  readonly clock: Clock;
};

/** A login with its new password, which is stored nowhere. `replayed`: the standby knows it. */
export type IssuedLogin = { readonly login: ReportingLogin; readonly password: string; readonly replayed: boolean };

/** Creates a login of an organization. It works on the standby when this returns with `replayed`. */
export async function createLogin(
  { primary, standby: given, clock }: ReportingServers,
  wanted: { organizationId: string; personalData: boolean; days: number },
): Promise<IssuedLogin> {
  const standby = await requireStandby(primary, given);
  await requirePrepared(primary);
  const now = clock.now();
  const { organizationId, personalData } = wanted;
  const terms = { organizationId, personalData, createdAt: now, validUntil: endOf(now, wanted.days), revokedAt: null };
  const password = newPassword();
  const login = await inOneTransaction(primary, async () => {
    if (!(await organizationExists(primary, organizationId))) {
      throw new ReportingRejected('NO_SUCH_ORGANIZATION', 'There is no organization with this id.');
    }
    const created = await insertUnderNewName(primary, terms);
    await writeRole(primary, created, verifierOf(password));
    return created;
  });
  return { login, password, replayed: await isReplayed(primary, standby) };
}

/**
 * Gives a login a new password and validity, and ends its sessions. The old password is invalid as soon as the standby
 * has the change.
 */
export async function rotateLogin(
  { primary, standby: given, clock }: ReportingServers,
  { name, days }: { name: string; days: number },
): Promise<IssuedLogin> {
  const standby = await requireStandby(primary, given);
  await requirePrepared(primary);
  const end = endOf(clock.now(), days);
  const password = newPassword();
  const login = await inOneTransaction(primary, async () => {
    const known = await existing(primary, name);
    if (known.revokedAt !== null) {
      throw new ReportingRejected('REVOKED', 'This login was revoked. Create a new one.');
    }
    const renewed = { ...known, validUntil: end };
    await updateValidity(primary, name, end);
    await writeRole(primary, renewed, verifierOf(password));
    return renewed;
  });
  const role = await roleId(primary, name);
  // The new password counts from here on, whatever happens to the standby.
  const ended = role === null ? 0 : await endSessionsOf(primary, standby, role).catch(() => null);
  return { login, password, replayed: ended !== null };
}

/**
 * Revokes a login and ends its sessions. Never waits for a standby that does not answer: what is revoked on the primary
 * shows no rows on the standby once it has the change. `sessionsEnded` is null where the sessions could not be ended.
 */
export async function revokeLogin(
  { primary, standby, clock }: ReportingServers,
  name: string,
): Promise<{ login: ReportingLogin; sessionsEnded: number | null }> {
  await requireSuperuser(primary);
  const role = await roleId(primary, name);
  const login = await inOneTransaction(primary, async () => {
    const known = await existing(primary, name);
    if (known.revokedAt !== null) return known;
    await markRevoked(primary, name, clock.now());
    await dropRole(primary, name);
    return { ...known, revokedAt: clock.now() };
  });
  const sessionsEnded = role === null ? 0 : await endSessionsOf(primary, standby, role).catch(() => null);
  return { login, sessionsEnded };
}

async function endSessionsOf(primary: ClientBase, given: ClientBase | undefined, role: number): Promise<number | null> {
  const standby = await requireStandby(primary, given);
  return (await isReplayed(primary, standby)) ? endSessions(standby, role) : null;
}

/** The logins of an organization; null: of all organizations. */
export function listLogins(
  { primary }: Pick<ReportingServers, 'primary'>,
  organizationId: string | null,
): Promise<ReportingLogin[]> {
  return selectLogins(primary, organizationId);
}

function endOf(now: Date, days: number): Date {
  const end = validUntil(now, days);
  if (end) return end;
  throw new ReportingRejected('INVALID_DAYS', `A login is valid for 1 to ${VALID_DAYS.most} days.`);
}

async function insertUnderNewName(primary: ClientBase, terms: Omit<ReportingLogin, 'name'>): Promise<ReportingLogin> {
  for (;;) {
    const login = { name: loginName(randomBytes(8)), ...terms };
    // A role of this name may exist without a login of this database.
    if ((await roleId(primary, login.name)) === null && (await insertLogin(primary, login))) return login;
  }
}

async function existing(primary: ClientBase, name: string): Promise<ReportingLogin> {
  const login = await lockLogin(primary, name);
  if (login) return login;
  throw new ReportingRejected(
    'NO_SUCH_LOGIN',
    'There is no login with this name. `skill-link reporting-login list` shows them.',
  );
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function verifierOf(password: string): string {
  return scramVerifier(password, randomBytes(16));
}
