import type { LeaverPolicy } from '@app/identity/organizations/domain/organization';
import {
  isRestorable,
  leavesReportAt,
  refreshAfter,
  signalAfter,
  signalAfterReinvitation,
} from '@app/identity/users/domain/leaver';
import { userStatus } from '@app/identity/users/domain/user';
import type { Answer } from './linking-system.js';

const REPORT_DAY = 10;

/** A user by the pure rules of identity, in memory. */
export class DomainAccount {
  firstSignedInAt: Date | null = null;
  deactivatedAt: Date | null = null;
  deletedAt: Date | null = null;
  invitedAgain = false;
  leavingSince: Date | null = null;
  private known = false;

  constructor(
    private readonly policy: LeaverPolicy,
    private invited: boolean,
  ) {}

  /** When links end because of this user's offboarding, and by which signal. */
  get departure() {
    const { leavingSince: leftAt } = this;
    return leftAt === null ? undefined : { leftAt, dropsAt: refreshAfter(leftAt, REPORT_DAY) };
  }

  arrives(now: Date): boolean {
    if (!this.invited || !['INVITED', 'ACTIVE'].includes(userStatus(this))) return false;
    if (userStatus(this) === 'INVITED')
      Object.assign(this, { firstSignedInAt: now, invitedAgain: false, leavingSince: null, known: true });
    return true;
  }

  invite(at: Date): Answer {
    if (this.invited && this.deletedAt === null) return { is: 'UserExistsError' };
    const leavingSince = signalAfterReinvitation(this.leaving(), { at, reportDay: REPORT_DAY });
    const { known: invitedAgain } = this;
    const fresh = { firstSignedInAt: null, deactivatedAt: null, deletedAt: null };
    Object.assign(this, { ...fresh, invited: true, invitedAgain, leavingSince });
    return { is: 'InviteUserSuccess', status: userStatus(this) };
  }

  delete(at: Date): Answer {
    if (this.deletedAt === null)
      this.change({ deactivatedAt: this.deactivatedAt ?? at, deletedAt: at, invitedAgain: false }, at);
    const leaves = leavesReportAt(this.leavingSince, REPORT_DAY)?.toISOString();
    return { is: 'DeleteUserSuccess', status: userStatus(this), leavesReportAt: leaves };
  }

  restore(at: Date): Answer {
    const { deletedAt, deactivatedAt, leavingSince } = this;
    if (!isRestorable(deletedAt, at)) return { is: 'RestoreWindowPassedError' };
    if (deletedAt !== null) {
      const before = (instant: Date | null) => (instant !== null && instant < deletedAt ? instant : null);
      this.change({ deletedAt: null, deactivatedAt: before(deactivatedAt), leavingSince: before(leavingSince) }, at);
    }
    return { is: 'RestoreUserSuccess', status: userStatus(this) };
  }

  setActive(active: boolean, at: Date): Answer {
    if (this.deletedAt !== null) return { is: 'scim', status: 404 };
    if (active === (this.deactivatedAt !== null)) this.change({ deactivatedAt: active ? null : at }, at);
    return { is: 'scim', status: 200, active: this.deactivatedAt === null };
  }

  private change(changes: Partial<DomainAccount>, at: Date): void {
    const before = { ...this.leaving(), deactivatedAt: this.deactivatedAt, deletedAt: this.deletedAt };
    const leavingSince = signalAfter(before, { ...before, ...changes }, this.policy, { at, reportDay: REPORT_DAY });
    Object.assign(this, { ...changes, leavingSince });
  }

  private leaving() {
    const { leavingSince, invitedAgain, known } = this;
    return { leavingSince, invitedAgain, known };
  }
}
