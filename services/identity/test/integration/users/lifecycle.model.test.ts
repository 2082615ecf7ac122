import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { identityDataSource } from '../../../src/database/data-source.js';
import { deactivateUser } from '../../../src/users/application/end-access.js';
import { reactivateUser } from '../../../src/users/application/restore-access.js';
import { allowRemovalOfLastGlobalAdmin } from '../../../src/users/store/global-admin.store.js';
import { lockUser } from '../../../src/users/store/user.store.js';
import { anAddress, type TestIdentity, testIdentity } from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

const DAY = 24 * 60 * 60 * 1000;
type Policy = 'ON_DEACTIVATE' | 'ON_DELETE';
type Step = 'sign-in' | 'delete' | 'restore' | 'deactivate' | 'reactivate' | 'invite' | { days: number };

/** The account of one person after a history, as the product describes it: the reference for the service. */
class Reference {
  signedIn = false;
  everSignedIn = false;
  deactivatedAt: number | null = null;
  deletedAt: number | null = null;
  /** The signal that stays when the user is invited again, until the sign-in. */
  waitsSince: number | null = null;
  /** The signals that took effect before the user came back. */
  readonly pastOffboardings: number[] = [];
  constructor(
    readonly policy: Policy,
    public now: number,
  ) {}

  get status() {
    if (this.deletedAt !== null) return 'DELETED';
    if (this.deactivatedAt !== null) return 'DEACTIVATED';
    return this.signedIn ? 'ACTIVE' : 'INVITED';
  }

  /** The first of the current signals that counts. */
  get signal(): number | null {
    const counting = this.policy === 'ON_DELETE' ? [this.deletedAt] : [this.deactivatedAt, this.deletedAt];
    const standing = [...counting, this.waitsSince].filter((signal) => signal !== null);
    return standing.length === 0 ? null : Math.min(...standing);
  }

  private get waitIsOver(): boolean {
    return this.waitsSince !== null && refreshAfter(this.waitsSince) <= this.now;
  }

  get leavesReportAt(): string | null {
    return this.signal === null ? null : new Date(refreshAfter(this.signal)).toISOString();
  }

  do(step: Step): void {
    const { signal } = this;
    this.change(step);
    if (signal !== null && this.signal !== signal && refreshAfter(signal) <= this.now)
      this.pastOffboardings.push(signal);
  }

  private change(step: Step): void {
    if (typeof step === 'object') this.now += step.days * DAY;
    else if (step === 'sign-in' && this.status === 'INVITED') {
      this.signedIn = true;
      this.everSignedIn = true;
      this.waitsSince = null;
    } else if (step === 'delete' && this.deletedAt === null) {
      this.deactivatedAt ??= this.now;
      this.deletedAt = this.now;
    } else if (step === 'restore' && this.deletedAt !== null && this.now < this.deletedAt + 30 * DAY) {
      if (this.deactivatedAt === this.deletedAt) this.deactivatedAt = null;
      this.deletedAt = null;
      // A signal that had its refresh stays for a user who stays away.
      if (this.deactivatedAt === null || !this.waitIsOver) this.waitsSince = null;
    } else if (step === 'deactivate' && this.deactivatedAt === null) this.deactivatedAt = this.now;
    else if (step === 'reactivate' && this.deletedAt === null && this.deactivatedAt !== null) {
      this.deactivatedAt = null;
      this.waitsSince = null;
    } else if (step === 'invite' && this.deletedAt !== null) {
      const { signal } = this;
      const leaving = this.everSignedIn && signal !== null && this.now < refreshAfter(signal);
      this.waitsSince = leaving ? signal : null;
      this.deactivatedAt = null;
      this.deletedAt = null;
      this.signedIn = false;
    }
  }
}

function refreshAfter(signal: number): number {
  const date = new Date(signal);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 10);
}

/** Invited again, deactivated, and deleted in a later month: leaving since the first deletion. */
const DELETED_AGAIN: [Policy, Step[]] = [
  'ON_DELETE',
  ['sign-in', { days: 6 }, 'delete', 'invite', { days: 10 }, 'deactivate', { days: 11 }, 'delete'],
];

/** The same, and restored: the deletion is undone, and nothing remains if only it counted. */
const RESTORED_AGAIN: [Policy, Step[]] = [
  'ON_DELETE',
  ['sign-in', 'delete', 'invite', 'deactivate', 'delete', 'restore'],
];

/** Restored after the refresh of the first deletion, and still deactivated: leaving since then. */
const RESTORED_TOO_LATE: [Policy, Step[]] = [
  'ON_DEACTIVATE',
  [{ days: 15 }, 'sign-in', 'delete', 'invite', 'deactivate', { days: 21 }, 'delete', 'restore', { days: 1 }],
];

describe('any history of an account', () => {
  let identity: TestIdentity;
  let dataSource: DataSource;
  beforeAll(async () => {
    identity = await testIdentity();
    dataSource = await identityDataSource(identity.database.appUrl).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await identity.stop();
  });

  it('ends as the product describes it, with access decided at once', async () => {
    const moves = fc.constantFrom<Step>('sign-in', 'delete', 'restore', 'deactivate', 'reactivate', 'invite');
    const pauses = fc.record({ days: fc.integer({ min: 1, max: 25 }) });
    const step = fc.oneof({ weight: 4, arbitrary: moves }, { weight: 1, arbitrary: pauses });
    const histories = fc.array(step, { minLength: 12, maxLength: 24, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<Policy>('ON_DEACTIVATE', 'ON_DELETE'), histories, async (policy, steps) => {
        identity.clock.set('2026-03-05T09:30:00.000Z');
        const company = await identity.register();
        await identity.sql('UPDATE identity.organization SET leaver_policy = $2 WHERE id = $1', [
          company.organizationId,
          policy,
        ]);
        const people = peopleOf(identity, company);
        const [email, objectId] = [anAddress(), randomUUID()];
        const id = await identity.invite(company.organizationId, email);
        const reference = new Reference(policy, identity.clock.now().getTime());
        const byDirectory = (change: typeof deactivateUser) =>
          inTransaction(dataSource, { organizationId: company.organizationId }, async (manager) => {
            await allowRemovalOfLastGlobalAdmin(manager);
            const user = await lockUser(manager, id);
            if (user === undefined) throw new Error('The user is absent.');
            const cause = { at: identity.clock.now(), requestId: 'r', actor: 'scim:test', reportDay: 10 };
            return change(manager, user, cause);
          });
        for (const [index, move] of steps.entries()) {
          identity.clock.advance({ milliseconds: 1 });
          reference.now = identity.clock.now().getTime();
          if (typeof move === 'object') identity.clock.advance(move);
          else if (move === 'sign-in') await people.signIn(objectId, email);
          else if (move === 'delete') await people.changed('deleteUser', { userId: id });
          else if (move === 'restore') await people.changed('restoreUser', { userId: id });
          else if (move === 'deactivate') await byDirectory(deactivateUser);
          else if (move === 'reactivate') await byDirectory(reactivateUser);
          else if (reference.deletedAt !== null) await identity.invite(company.organizationId, email);
          reference.do(move);
          const instant = (time: number | null) => (time === null ? null : new Date(time).toISOString());
          const published = (await people.published(id)) as { pastOffboardings: { leavingSince: string }[] };
          expect(published.pastOffboardings.map((one) => one.leavingSince)).toEqual(
            reference.pastOffboardings.map(instant),
          );
          expect([index, await people.seen(id)]).toEqual([
            index,
            expect.objectContaining({
              status: reference.status,
              deactivatedAt: instant(reference.deactivatedAt),
              deletedAt: instant(reference.deletedAt),
              restorableUntil: instant(reference.deletedAt === null ? null : reference.deletedAt + 30 * DAY),
              leavesReportAt: reference.leavesReportAt,
            }),
          ]);
        }
        const { caller } = await people.signIn(objectId, email);
        expect(caller).toBe(reference.deactivatedAt === null ? 'user' : 'none');
      }),
      { numRuns: 40, examples: [DELETED_AGAIN, RESTORED_AGAIN, RESTORED_TOO_LATE] },
    );
  }, 300_000);
});
