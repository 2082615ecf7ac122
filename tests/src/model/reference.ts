import {
  type Answer,
  INVITED_AT_FIRST,
  ORGANIZATION_OF,
  type Presentation,
  type SignIn,
  SOURCES,
  type Source,
} from './linking-system.js';
import { type Flow, isExpired, MINUTE, problemOf } from './reference-flows.js';
import { instant, limits, refusal, tenthOfNextMonth } from './reference-limits.js';
import { type Account, type Decision, type Link, Links, shown } from './reference-links.js';

const DAY = 86_400_000;

const FORBIDDEN: Answer = { is: 'FORBIDDEN' };
const flowError = (problem: string): Answer => ({ is: 'AssociationFlowError', problem });

/** The rules about linking told a second time, from the requirements and not from the services: what must be answered. */
export class Reference {
  readonly accounts: Account[] = ORGANIZATION_OF.map((_, number) => ({
    invited: number < INVITED_AT_FIRST,
    hasSignedIn: false,
    deletedAt: null,
  }));
  readonly flows: Flow[] = [];
  private readonly links = new Links();

  constructor(public now: number) {}

  /** Leavers go at the refresh, at its instant, whenever it is noticed (R21, decision (h)). */
  advanceTo(now: number): void {
    this.now = now;
    this.accounts.forEach(({ deletedAt }, account) => {
      if (deletedAt === null) return;
      const refresh = tenthOfNextMonth(deletedAt);
      if (refresh > now) return;
      for (const link of this.links.all)
        if (link.account === account && link.end === null)
          Object.assign(link, { end: refresh, reason: 'ACCOUNT_DELETED', leftAt: deletedAt });
    });
  }

  begin(account: number, source: Source, signedInAgo = 0): Answer {
    if (!this.arrives(account)) return FORBIDDEN;
    if (signedInAgo > 12 * 60 * MINUTE) return { is: 'REAUTHENTICATION_REQUIRED' };
    const active = this.links.activeOf(account, source);
    if (active) return this.anotherProfileLinked(active);
    const own = this.links.all.filter((link) => link.account === account && link.source === source);
    if (!own.some((link) => this.canReturn(link))) {
      const refused = this.refusedByLimits(
        own.map((link) => link.start),
        [],
      );
      if (refused) return refused;
    }
    for (const flow of this.flows)
      if (flow.account === account && flow.source === source && ['begun', 'proven'].includes(flow.state))
        flow.state = 'dead';
    const fresh = { profile: undefined, problem: undefined, wrongCodes: 0, answer: undefined };
    this.flows.push({ account, source, begunAt: this.now, state: 'begun', ...fresh });
    return { is: 'BeginAssociationSuccess', expiresAt: instant(this.now + 10 * MINUTE) };
  }

  /** Every sign-in of a history comes from a browser of its own: the second one of a flow ends it. */
  signIn(number: number, as: SignIn): string {
    const flow = this.flowOf(number);
    if (flow.state === 'proven') flow.state = 'dead';
    if (flow.state !== 'begun' || isExpired(flow, this.now)) return 'refused';
    if (typeof as === 'number') {
      flow.profile = as;
      flow.state = 'proven';
      return 'proven';
    }
    flow.state = 'failed';
    flow.problem = as === 'cancel' ? 'CANCELLED' : 'MCID_NOT_GENERATED';
    return flow.problem;
  }

  pending(presentation: Presentation): Answer {
    const refused = this.presentCode(presentation);
    if (refused) return refused;
    const flow = this.flowOf(presentation.flow);
    if (isExpired(flow, this.now)) return flowError('EXPIRED');
    const decision = this.decide(flow);
    const begins = decision.kind === 'NEW' || decision.kind === 'MOVE';
    const [ofAccount, ofProfile] = this.links.startsOf(flow.account, flow.source, flow.profile);
    const more = begins ? [this.now] : [];
    return {
      is: 'PendingAssociation',
      ...{ source: flow.source, profile: flow.profile, organization: ORGANIZATION_OF[flow.account] },
      effect: decision.kind,
      endsAssociationElsewhere:
        begins &&
        decision.ends !== undefined &&
        ORGANIZATION_OF[decision.ends.account] !== ORGANIZATION_OF[flow.account],
      refusal: decision.kind === 'REFUSED' ? { is: decision.answer.is, message: decision.answer.message } : null,
      allowanceAfter: limits([...ofAccount, ...more], [...ofProfile, ...more], this.now).allowance,
      expiresAt: instant(flow.begunAt + 10 * MINUTE),
    };
  }

  confirm(presentation: Presentation): Answer {
    const refused = this.presentCode(presentation);
    if (refused) return refused;
    const flow = this.flowOf(presentation.flow);
    if (flow.answer !== undefined) return flow.answer;
    const decision = this.decide(flow);
    if (decision.kind === 'REFUSED') return decision.answer;
    const link = 'link' in decision ? decision.link : this.start(flow, decision.ends);
    if (decision.kind === 'REINSTATE') Object.assign(link, { end: null, reason: null, leftAt: null });
    const [ofAccount, ofProfile] = this.links.startsOf(flow.account, flow.source, flow.profile);
    flow.state = 'confirmed';
    flow.answer = {
      is: 'ConfirmAssociationSuccess',
      association: shown(link),
      allowance: limits(ofAccount, ofProfile, this.now).allowance,
    };
    return flow.answer;
  }

  remove(account: number, source: Source): Answer {
    if (!this.arrives(account)) return FORBIDDEN;
    const link = this.links.activeOf(account, source);
    if (!link) return { is: 'NotAssociatedError' };
    Object.assign(link, { end: this.now, reason: 'REMOVED_BY_USER' });
    const [ofAccount, ofProfile] = this.links.startsOf(account, source, link.profile);
    const { allowance } = limits(ofAccount, ofProfile, this.now);
    return { is: 'RemoveAssociationSuccess', association: shown(link), allowance };
  }

  overview(account: number): Answer {
    if (!this.arrives(account)) return { is: 'nobody' };
    const allowances = SOURCES.map((source) => {
      const own = this.links.ofAccount(account).filter((link) => link.source === source);
      const bound = own.find((link) => link.end === null) ?? own[0];
      return limits(...this.links.startsOf(account, source, bound?.profile), this.now).allowance;
    });
    const active = SOURCES.map((source) => this.links.activeOf(account, source));
    return {
      is: 'overview',
      associations: this.links.ofAccount(account).map((link) => shown(link)),
      active: active.map((link) => (link ? shown(link) : null)),
      allowances,
    };
  }

  seenByAdmin(account: number): Answer {
    return { is: 'seen', associations: this.links.ofAccount(account).map((link) => shown(link)) };
  }

  invite(account: number): Answer {
    const known = this.accountOf(account);
    if (known.invited) return { is: 'UserExistsError' };
    known.invited = true;
    return { is: 'InviteUserSuccess', status: 'INVITED' };
  }

  deleteUser(account: number): Answer {
    this.accountOf(account).deletedAt = this.now;
    return { is: 'DeleteUserSuccess', status: 'DELETED', leavesReportAt: instant(tenthOfNextMonth(this.now)) };
  }

  restoreUser(account: number): Answer {
    const known = this.accountOf(account);
    if (known.deletedAt === null || this.now >= known.deletedAt + 30 * DAY) return { is: 'RestoreWindowPassedError' };
    known.deletedAt = null;
    return { is: 'RestoreUserSuccess', status: known.hasSignedIn ? 'ACTIVE' : 'INVITED' };
  }

  /** When the account may link again, as far as it knows; for histories that want to be there in time. */
  nextFor(account: number, source: Source): number {
    const own = this.links.ofAccount(account).filter((link) => link.source === source);
    const bound = own.find((link) => link.end === null) ?? own[0];
    const { blockedUntil } = limits(...this.links.startsOf(account, source, bound?.profile), this.now);
    return blockedUntil ?? this.now;
  }

  private decide({ account, source, profile }: Flow): Decision {
    const active = this.links.activeOf(account, source);
    if (active?.profile === profile && active) return { kind: 'ALREADY_LINKED', link: active };
    if (active) return { kind: 'REFUSED', answer: this.anotherProfileLinked(active) };
    const ofProfile = this.links.all.filter((link) => link.source === source && link.profile === profile);
    const newest = ofProfile.at(-1);
    if (newest?.account === account && this.canReturn(newest)) return { kind: 'REINSTATE', link: newest };
    const refused = this.refusedByLimits(...this.links.startsOf(account, source, profile));
    if (refused) return { kind: 'REFUSED', answer: refused };
    const ends = ofProfile.find((link) => link.end === null);
    return { kind: ends ? 'MOVE' : 'NEW', ends };
  }

  private start({ account, source, profile }: Flow, ends: Link | undefined): Link {
    if (ends) Object.assign(ends, { end: this.now, reason: 'MOVED_TO_ANOTHER_ORGANIZATION' });
    if (profile === undefined) throw new Error('a flow without a profile cannot start a link');
    const link = { source, profile, account, start: this.now, end: null, reason: null, leftAt: null };
    this.links.all.push(link);
    return link;
  }

  /** What stands in the way of a code; it may end the flow. */
  private presentCode({ flow: number, by, rightCode }: Presentation): Answer | undefined {
    if (!this.arrives(by)) return FORBIDDEN;
    const flow = this.flowOf(number);
    const right = rightCode && flow.profile !== undefined;
    const problem = problemOf(flow, this.now);
    if (by !== flow.account) {
      if (right && problem === undefined) flow.state = 'dead';
      return flowError('UNKNOWN');
    }
    if (flow.state === 'confirmed') return right ? undefined : flowError('UNKNOWN');
    if (problem !== undefined) return flowError(problem);
    if (right) return undefined;
    flow.wrongCodes += 1;
    if (flow.wrongCodes < 5) return flowError('UNKNOWN');
    flow.state = 'dead';
    return flowError('DEAD');
  }

  private refusedByLimits(ofAccount: number[], ofProfile: number[]): Answer | undefined {
    const { blockedUntil, byTheYear, allowance } = limits(ofAccount, ofProfile, this.now);
    if (blockedUntil === undefined) return undefined;
    return refusal({ until: blockedUntil, byTheYear, used: allowance.used });
  }

  private canReturn({ leftAt, end }: Link): boolean {
    return end !== null && leftAt !== null && this.now < leftAt + 30 * DAY;
  }

  private anotherProfileLinked(link: Link): Answer {
    return { is: 'AnotherProfileLinkedError', association: shown(link) };
  }

  /** Whether somebody with a valid work token is a user here; the first time binds the invitation. */
  private arrives(account: number): boolean {
    const known = this.accountOf(account);
    const isUser = known.invited && known.deletedAt === null;
    if (isUser) known.hasSignedIn = true;
    return isUser;
  }

  private accountOf(number: number): Account {
    const account = this.accounts[number];
    if (!account) throw new Error(`there is no account ${number}`);
    return account;
  }

  private flowOf(number: number): Flow {
    const flow = this.flows[number];
    if (!flow) throw new Error(`there is no flow ${number}`);
    return flow;
  }
}
