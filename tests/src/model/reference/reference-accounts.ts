import type { Answer, LEAVER_POLICIES } from '../system/linking-system.js';
import { instant, tenthOfNextMonth } from './reference-limits.js';

const DAY = 86_400_000;

/** A work account of a history: invited, active, deactivated, deleted, restored (R20, R21, R23, decision (h)). */
export class Account {
  deactivatedAt: number | null = null;
  deletedAt: number | null = null;
  private hasAnswered = false;
  private wasHere = false;
  /** Invited again while leaving: the signal stays until the user signs in. */
  private waitsSince: number | null = null;

  constructor(
    private readonly policy: (typeof LEAVER_POLICIES)[number],
    public invited: boolean,
  ) {}

  /** The first of the signals in force. */
  get signal(): number | null {
    const counting = this.policy === 'ON_DELETE' ? [this.deletedAt] : [this.deactivatedAt, this.deletedAt];
    const standing = [...counting, this.waitsSince].filter((signal) => signal !== null);
    return standing.length === 0 ? null : Math.min(...standing);
  }

  /** Whether an account with a valid work token is a user; the first request accepts the invitation. */
  arrives(): boolean {
    if (!this.invited || this.deactivatedAt !== null || this.deletedAt !== null) return false;
    if (!this.hasAnswered) this.waitsSince = null;
    this.hasAnswered = true;
    this.wasHere = true;
    return true;
  }

  invite(now: number): Answer {
    if (this.invited && this.deletedAt === null) return { is: 'UserExistsError' };
    const { signal } = this;
    this.waitsSince = this.wasHere && signal !== null && now < tenthOfNextMonth(signal) ? signal : null;
    this.deactivatedAt = null;
    this.deletedAt = null;
    this.hasAnswered = false;
    this.invited = true;
    return { is: 'InviteUserSuccess', status: 'INVITED' };
  }

  delete(now: number): Answer {
    this.deactivatedAt ??= now;
    this.deletedAt ??= now;
    const leavesReportAt = instant(tenthOfNextMonth(this.signal ?? now));
    return { is: 'DeleteUserSuccess', status: 'DELETED', leavesReportAt };
  }

  restore(now: number): Answer {
    if (this.deletedAt !== null) {
      if (now >= this.deletedAt + 30 * DAY) return { is: 'RestoreWindowPassedError' };
      if (this.deactivatedAt === this.deletedAt) this.deactivatedAt = null;
      this.deletedAt = null;
      this.waitsSince = null;
    }
    const here = this.hasAnswered ? 'ACTIVE' : 'INVITED';
    return { is: 'RestoreUserSuccess', status: this.deactivatedAt === null ? here : 'DEACTIVATED' };
  }

  /** The directory does not know deleted users. */
  setActive(active: boolean, now: number): Answer {
    if (this.deletedAt !== null) return { is: 'scim', status: 404 };
    if (active && this.deactivatedAt !== null) {
      this.deactivatedAt = null;
      this.waitsSince = null;
    } else if (!active) this.deactivatedAt ??= now;
    return { is: 'scim', status: 200, active };
  }
}
